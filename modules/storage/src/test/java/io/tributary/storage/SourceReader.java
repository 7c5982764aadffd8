package io.tributary.storage;

import static org.junit.Assert.fail;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.stream.javadsl.Sink;
import akka.util.ByteString;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.TributaryException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Runs sources and waits for what comes of it. */
public final class SourceReader {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Tests count connections: on a machine that is busy a second may pass between two requests. */
  private static final Config KEPT = ConfigFactory.parseString("tributary.http.keep-alive = 1h");

  /** The ActorSystem of a test class. */
  public record Node(ActorSystem<Void> system) {}

  private final Node node;

  private SourceReader(Node node) {
    this.node = node;
  }

  public static SourceReader start() {
    return start("");
  }

  /**
   * @param settings HOCON that goes before all else; without them idle connections are kept
   */
  public static SourceReader start(String settings) {
    Config config =
        ConfigFactory.parseString(settings).withFallback(KEPT).withFallback(ConfigFactory.load());
    return new SourceReader(
        new Node(ActorSystem.create(Behaviors.<Void>empty(), "sources", config)));
  }

  public void stop() {
    node.system().terminate();
    await(node.system().getWhenTerminated());
  }

  public Node node() {
    return node;
  }

  public <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("nothing happened", e);
    }
  }

  /** The failure of a stage that must fail. */
  public TributaryException failure(CompletionStage<?> stage) {
    try {
      stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable failure = e.getCause();
      while (failure instanceof CompletionException) {
        failure = failure.getCause();
      }
      if (failure instanceof TributaryException known) {
        return known;
      }
      throw new AssertionError("failed otherwise: " + failure, failure);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("nothing happened", e);
    }
    fail("it should have failed");
    throw new IllegalStateException();
  }

  /** Reads a body in the background. */
  public CompletionStage<byte[]> start(CompletionStage<RangeBody> body) {
    return body.thenCompose(
        open ->
            open.bytes()
                .runWith(Sink.fold(ByteString.emptyByteString(), ByteString::concat), node.system())
                .thenApply(ByteString::toArray));
  }

  public byte[] read(CompletionStage<RangeBody> body) {
    return await(start(body));
  }

  /** Reads at least so many bytes, then cancels. */
  public void readSome(RangeBody body, long bytes) {
    await(
        body.bytes()
            .scan(0L, (sum, chunk) -> sum + chunk.length())
            .takeWhile(sum -> sum < bytes)
            .runWith(Sink.ignore(), node.system()));
  }

  /** Waits for something that no event tells of. */
  public void until(BooleanSupplier condition, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        fail("it did not come about within " + atMost);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
