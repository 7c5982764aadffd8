package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.NodeFixture;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.caller.Caller;
import io.tributary.engine.caller.Watcher;
import io.tributary.engine.journal.SqliteJournal;
import io.tributary.engine.node.LocalNode;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** A watcher, and a coordinator that goes on telling progress though it is told to stop. */
public final class DownloadWatcherTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PROGRESS_EVERY = Duration.ofMillis(100);
  private static final DownloadProgress PROGRESS =
      new DownloadProgress(DownloadProgress.Phase.FETCHING, 100, 40, 0, 1.0, 1, 1, 0, "");

  /** Words to stop that came to it. The first is lost, with the second it stops. */
  private final AtomicInteger stops = new AtomicInteger();

  private final AtomicInteger progress = new AtomicInteger();

  /** After so much progress it stops by itself. */
  private volatile int mostProgress = Integer.MAX_VALUE;

  private ActorTestKit kit;

  private record Tell(ActorRef<DownloadUpdate> watcher) {}

  @Before
  public void start() throws Exception {
    Config node =
        LocalNode.config(
            SqliteJournal.open(Files.createTempDirectory("tributary-state").resolve("unused.db")),
            ConfigFactory.load());
    Config alone = ConfigFactory.parseString("akka.actor.typed.extensions = []");
    kit = ActorTestKit.create("watchers", alone.withFallback(node));
    NodeFixture.join(kit.system());
    ClusterSharding.get(kit.system())
        .init(
            Entity.of(DownloadCoordinator.TYPE, entity -> hardOfHearing())
                .withStopMessage(new DownloadCoordinator.Leave()));
  }

  @After
  public void stop() {
    kit.shutdownTestKit();
  }

  private Behavior<DownloadCoordinator.Command> hardOfHearing() {
    return Behaviors.<Object>setup(
            context ->
                Behaviors.withTimers(
                    timers ->
                        Behaviors.receive(Object.class)
                            .onMessage(
                                DownloadCoordinator.Start.class,
                                start -> {
                                  start.watcher().tell(new DownloadUpdate.Accepted(false));
                                  timers.startTimerWithFixedDelay(
                                      new Tell(start.watcher()), PROGRESS_EVERY);
                                  return Behaviors.same();
                                })
                            .onMessage(Tell.class, this::tell)
                            .onMessage(
                                DownloadCoordinator.Interrupt.class,
                                interrupt -> {
                                  stops.incrementAndGet();
                                  return Behaviors.same();
                                })
                            .onMessage(DownloadCoordinator.Leave.class, l -> Behaviors.stopped())
                            .build()))
        .narrow();
  }

  private Behavior<Object> tell(Tell tell) {
    boolean ends = stops.get() > 1 || progress.incrementAndGet() > mostProgress;
    tell.watcher()
        .tell(
            ends
                ? new DownloadUpdate.Ended(
                    new Failure(FailureKind.INTERRUPTED, "do", "it", "it was interrupted", ""),
                    true)
                : new DownloadUpdate.Progressed(PROGRESS));
    return ends ? Behaviors.stopped() : Behaviors.same();
  }

  @Test
  public void aStopThatIsLostIsSaidAgainWhileProgressComes() {
    var outside = DownloadWatcher.caller(kit.system());
    ActorRef<Watcher.Message> watcher =
        kit.spawn(DownloadWatcher.create(spec(), "one", kit.system(), outside));

    watcher.tell(new Watcher.Stop(false));

    isInterrupted(outside);
    assertTrue("it was said again", stops.get() > 1);
  }

  @Test
  public void butNotWithAllProgressThatComes() {
    var outside = DownloadWatcher.caller(kit.system());
    ActorRef<Watcher.Message> watcher =
        kit.spawn(
            DownloadWatcher.create(spec(), "two", kit.system(), outside, Duration.ofHours(1)));
    await("it tells progress", () -> progress.get() > 0);

    watcher.tell(new Watcher.Stop(false));

    await("it was told to stop", () -> stops.get() > 0);
    mostProgress = progress.get() + 10;
    isInterrupted(outside);
    assertEquals(1, stops.get());
  }

  private static DownloadSpec spec() {
    return new DownloadSpec(JournalSamples.SOURCE, "/somewhere", DownloadOptions.defaults());
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(what, System.nanoTime() - end < 0);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private static void isInterrupted(Caller<DownloadResult, DownloadProgress> outside) {
    Throwable end =
        Assert.assertThrows(
                ExecutionException.class,
                () ->
                    outside
                        .result()
                        .toCompletableFuture()
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
            .getCause();
    assertEquals(FailureKind.INTERRUPTED, ((TributaryException) end).kind());
    assertTrue(outside.resumable());
  }
}
