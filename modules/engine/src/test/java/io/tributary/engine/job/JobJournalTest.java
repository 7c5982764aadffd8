package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import io.tributary.core.failure.FailureKind;
import java.time.Duration;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** A job whose journal refuses to be written for a while, asked for again and again. */
public final class JobJournalTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
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

  @Test
  public void whoeverWasToldOfRefusedWritesAsksAgainAndItGoesOn() throws Exception {
    fixture.put("a", 1, 10);
    JobSpec spec = fixture.spec("");
    TestProbe<JobUpdate> watcher = TestProbe.create(fixture.node().system());
    JobCoordinator.Start start = new JobCoordinator.Start(spec, watcher.ref());
    fixture.journal(
        """
        CREATE TRIGGER refuse BEFORE INSERT ON event_journal
        WHEN instr(NEW.event_payload, CAST('planned' AS BLOB)) > 0
        BEGIN SELECT RAISE(ABORT, 'no room'); END
        """);
    JobUpdate told =
        watcher.awaitAssert(
            PATIENCE,
            () -> {
              fixture.job().tell(start);
              JobUpdate update = watcher.receiveMessage(BRIEF);
              assertTrue(update.toString(), update instanceof JobUpdate.Ended);
              return update;
            });
    assertEquals(FailureKind.STATE_UNUSABLE, ((JobUpdate.Ended) told).failure().kind());

    fixture.journal("DROP TRIGGER refuse");
    watcher.awaitAssert(
        PATIENCE,
        () -> {
          fixture.job().tell(start);
          JobUpdate update = watcher.receiveMessage(BRIEF);
          assertFalse(update.toString(), update instanceof JobUpdate.Ended);
          return update;
        });
    watcher.fishForMessage(
        PATIENCE,
        update ->
            update instanceof JobUpdate.Finished
                ? FishingOutcomes.complete()
                : FishingOutcomes.continueAndIgnore());
  }
}
