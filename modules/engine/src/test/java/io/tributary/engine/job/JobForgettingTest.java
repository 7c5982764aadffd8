package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import io.tributary.core.failure.FailureKind;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What an unfinished job has left is deleted, while somebody wants to go on with it. */
public final class JobForgettingTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BRIEF = Duration.ofSeconds(1);

  private JobFixture fixture;

  @Before
  public void start() throws Exception {
    fixture = new JobFixture();
  }

  @After
  public void stop() throws Exception {
    fixture.close();
  }

  private static <T extends JobUpdate> void await(TestProbe<JobUpdate> probe, Class<T> type) {
    probe.fishForMessage(
        PATIENCE,
        update ->
            type.isInstance(update)
                ? FishingOutcomes.complete()
                : FishingOutcomes.continueAndIgnore());
  }

  @Test
  public void nothingIsBegunBeforeAllOfItIsGone() throws Exception {
    fixture.put("a", 1, 1000);
    fixture.server.fault(When.get("/bucket/a"), Fault.stallAfter(10));
    JobSpec spec = fixture.spec("");
    TestProbe<JobUpdate> first = TestProbe.create(fixture.node().system());
    fixture.job().tell(new JobCoordinator.Start(spec, first.ref()));
    first.awaitAssert(
        PATIENCE,
        () -> {
          assertFalse(fixture.server.requests("/bucket/a").isEmpty());
          return fixture;
        });
    fixture.job().tell(new JobCoordinator.Interrupt());
    await(first, JobUpdate.Ended.class);
    fixture.server.faults().clear();
    fixture.restart();
    JobSpec again = fixture.spec("");
    CountDownLatch held = JobHandOffTest.holdFiles(fixture.node().system());

    TestProbe<JobUpdate> asker = TestProbe.create(fixture.node().system());
    TestProbe<JobUpdate> second = TestProbe.create(fixture.node().system());
    fixture.job().tell(new JobCoordinator.Forget(asker.ref()));
    fixture.job().tell(new JobCoordinator.Start(again, second.ref()));

    Assert.assertThrows("it is begun", AssertionError.class, () -> second.receiveMessage(BRIEF));
    held.countDown();
    JobUpdate.Ended forgotten = asker.expectMessageClass(JobUpdate.Ended.class, PATIENCE);
    assertFalse(forgotten.toString(), forgotten.resumable());
    assertEquals(FailureKind.INTERRUPTED, forgotten.failure().kind());
    fixture.job().tell(new JobCoordinator.Start(again, second.ref()));
    await(second, JobUpdate.Finished.class);
  }
}
