package io.tributary.engine.node;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.journal.SqliteJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A cluster of one node inside this process, with its journal in a database file. It listens on
 * loopback only, and answers nobody who does not know the random name of its actor system.
 *
 * <p>Starting and closing block; everything else is the actor system's.
 */
public final class LocalNode implements AutoCloseable {
  private static final String SETTINGS = "tributary.local-node";

  private final ActorSystem<Void> system;
  private final SqliteJournal journal;
  private final Duration startTimeout;
  private final Duration stopTimeout;
  private final CompletableFuture<Done> up = new CompletableFuture<>();

  private LocalNode(ActorSystem<Void> system, SqliteJournal journal, Config settings) {
    this.system = system;
    this.journal = journal;
    this.startTimeout = settings.getDuration("start-timeout");
    this.stopTimeout = settings.getDuration("stop-timeout");
  }

  /** Starts a node with the application's configuration, as below. */
  public static LocalNode start(SqliteJournal journal) {
    return start(journal, ConfigFactory.load());
  }

  /**
   * Opens a journal and starts a node with the application's configuration.
   *
   * @param database the journal's file; its directory must exist
   * @throws TributaryException STATE_UNUSABLE when the database cannot be used, INTERNAL when the
   *     node does not start
   */
  public static LocalNode start(Path database) {
    WarmUp.settings();
    WarmUp.libraries();
    return start(SqliteJournal.open(database));
  }

  /**
   * Starts a node; returns when it is up.
   *
   * @param application loaded configuration, reference.conf included
   * @throws TributaryException INTERNAL when the node does not start
   */
  public static LocalNode start(SqliteJournal journal, Config application) {
    LocalNode node = begin(journal, application);
    node.awaitUp();
    return node;
  }

  /**
   * Begins to start a node: its actor system is there and may be given work, which waits until the
   * node is up.
   *
   * @throws TributaryException INTERNAL when the actor system does not start
   */
  public static LocalNode begin(SqliteJournal journal, Config application) {
    Config config = config(journal, application);
    LocalNode node = new LocalNode(create(config), journal, application.getConfig(SETTINGS));
    node.join();
    return node;
  }

  /**
   * The configuration that {@link #start} uses, for programs that create the actor system
   * themselves. Such a system must still join its own cluster.
   */
  public static Config config(SqliteJournal journal, Config application) {
    return journal
        .config()
        .withFallback(
            application
                .getConfig(SETTINGS)
                .withoutPath("start-timeout")
                .withoutPath("stop-timeout"))
        .withFallback(application);
  }

  public ActorSystem<Void> system() {
    return system;
  }

  /** What the user should know about the journal; empty as a rule. */
  public Optional<String> notice() {
    return journal.notice();
  }

  /** Stops the node; done when the journal is closed. Idempotent. */
  public CompletionStage<Done> stop() {
    system.terminate();
    return system.getWhenTerminated();
  }

  /** Stops the node and waits, at most {@code tributary.local-node.stop-timeout}. */
  @Override
  public void close() {
    try {
      stop().toCompletableFuture().get(stopTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      // Every event is on disk before its effect; what still runs here holds nothing to lose.
      return;
    } catch (ExecutionException e) {
      throw failed("stop", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ActorSystem<Void> create(Config config) {
    try {
      return ActorSystem.create(Behaviors.empty(), SystemName.random(), config);
    } catch (RuntimeException e) {
      throw failed("start", e);
    }
  }

  private void join() {
    akka.cluster.Cluster.get(system).registerOnMemberUp(() -> up.complete(Done.done()));
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
  }

  /**
   * Waits until the node is up, at most {@code tributary.local-node.start-timeout}.
   *
   * @throws TributaryException INTERNAL when it is not; then it is stopping
   */
  public void awaitUp() {
    try {
      up.get(startTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw notUp(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notUp(e);
    }
  }

  private TributaryException notUp(Exception cause) {
    system.terminate();
    return failed("start", cause);
  }

  private static TributaryException failed(String doing, Throwable cause) {
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new Failure(
            FailureKind.INTERNAL, doing, "the node on 127.0.0.1", reason, "see the log for more")
        .asException(cause);
  }
}
