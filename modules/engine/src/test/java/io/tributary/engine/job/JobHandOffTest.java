package io.tributary.engine.job;

import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.tributary.engine.node.NodeResources;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** A job that ends, or goes to another node, leaves nobody behind who writes. */
public final class JobHandOffTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(JobFixture.PATIENCE_SECONDS);
  private static final Duration BRIEF = Duration.ofMillis(700);

  /** A second of them, in which what has come from the server is worked on. */
  private static final int UPDATES = 4;

  private JobFixture fixture;
  private ActorSystem<Void> system;
  private FaultRule listing;
  private TestProbe<JobUpdate> watcher;
  private ActorRef<JobCoordinator.Command> job;

  @Before
  public void start() throws Exception {
    fixture = new JobFixture();
  }

  @After
  public void stop() throws Exception {
    fixture.close();
  }

  @Test
  public void itGoesOnlyWhenNothingIsBeingWrittenToItsReceipt() throws Exception {
    begin();
    CountDownLatch held = holdWhileItWrites();

    job.tell(new JobCoordinator.Leave());

    TestProbe<Object> end = TestProbe.create(system);
    Assert.assertThrows(AssertionError.class, () -> end.expectTerminated(job, BRIEF));
    held.countDown();
    end.expectTerminated(job, PATIENCE);
  }

  @Test
  public void itStopsOnlyWhenNothingIsBeingWrittenToItsReceiptHoweverLongThatTakes()
      throws Exception {
    begin();
    CountDownLatch held = holdWhileItWrites();

    job.tell(new JobCoordinator.Interrupt());

    Duration late = JobEnding.PATIENCE.plus(BRIEF);
    Assert.assertThrows(AssertionError.class, () -> awaitEnd(late));
    held.countDown();
    awaitEnd(PATIENCE);
  }

  @Test
  public void itGoesAlsoWhenWhatItStillWroteIsRefusedByTheJournal() throws Exception {
    begin();
    CountDownLatch held = holdWhileItWrites();
    fixture.journal(
        """
        CREATE TRIGGER refuse BEFORE INSERT ON event_journal
        WHEN instr(NEW.event_payload, CAST('planned' AS BLOB)) > 0
        BEGIN SELECT RAISE(ABORT, 'no room'); END
        """);

    job.tell(new JobCoordinator.Leave());
    held.countDown();

    TestProbe.create(system).expectTerminated(job, PATIENCE);
  }

  private void awaitEnd(Duration patience) {
    watcher.fishForMessage(
        patience,
        update ->
            update instanceof JobUpdate.Ended
                ? FishingOutcomes.complete()
                : FishingOutcomes.continueAndIgnore());
  }

  /** With its listing held back, and its receipt open. */
  private void begin() {
    fixture.put("a", 1, 10);
    listing =
        fixture.server.fault(
            When.any().and("listing", request -> request.path().matches("/bucket/?")),
            Fault.stallAfter(0));
    system = fixture.node().system();
    JobSpec spec = fixture.spec("");
    watcher = TestProbe.create(system);
    TestProbe<ClusterSharding.ShardCommand> shard = TestProbe.create(system);
    job =
        system.systemActorOf(
            JobCoordinator.create("", JobId.of(spec.root(), false), shard.ref()),
            "job-that-leaves",
            Props.empty());
    job.tell(new JobCoordinator.Start(spec, watcher.ref()));
    watcher.awaitAssert(PATIENCE, () -> requireListed());
  }

  /** What has come of the listing is on its way to the receipt, and does not get there. */
  private CountDownLatch holdWhileItWrites() throws InterruptedException {
    CountDownLatch held = holdFiles(system);
    listing.release();
    for (int i = 0; i < UPDATES; i++) {
      watcher.expectMessageClass(JobUpdate.Progressed.class, PATIENCE);
    }
    return held;
  }

  private Object requireListed() {
    assertTrue("the receipt is open by then", !fixture.server.requests().isEmpty());
    return fixture;
  }

  /** All threads for files wait until this is counted down. */
  static CountDownLatch holdFiles(ActorSystem<?> system) throws InterruptedException {
    int threads =
        system
            .settings()
            .config()
            .getInt("tributary.file-dispatcher.thread-pool-executor.fixed-pool-size");
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch all = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      NodeResources.get(system)
          .fileDispatcher()
          .execute(
              () -> {
                all.countDown();
                await(held);
              });
    }
    assertTrue(all.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    return held;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
