package io.tributary.engine.job;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.lane.LaneLease;
import java.time.Duration;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Until when a node may give files their names, and a job may go on by itself. */
public final class WorkLeaseTest extends JUnitSuite {
  private static final long TERM = LaneLease.TERM.toNanos();
  private static final long LONGEST = StandstillWatch.LONGEST.toNanos();

  @Test
  public void itBeginsWithTheFirstAnswer() {
    WorkLease lease = new WorkLease(true);
    assertFalse("the first beat is under way", lease.over());
    lease.renew(System.nanoTime());
    assertTrue(lease.holds());
    assertFalse(lease.over());
  }

  @Test
  public void itCountsFromTheBeatAndOnceItIsOverItStaysSo() {
    WorkLease lease = new WorkLease(true);
    lease.renew(System.nanoTime() - TERM);
    assertTrue(lease.over());
    lease.renew(System.nanoTime());
    assertFalse(lease.holds());
    assertTrue(lease.over());
  }

  @Test
  public void withoutAnAnswerNothingGetsItsName() {
    WorkLease lease = new WorkLease(true);
    assertFalse(lease.holds());
    assertTrue(lease.over());
  }

  @Test
  public void whereThereAreNoOthersItNeverEnds() {
    WorkLease lease = new WorkLease(false);
    assertTrue(lease.holds());
    lease.renew(System.nanoTime() - 2 * TERM);
    assertTrue(lease.holds());
  }

  @Test
  public void aStandstillIsNoticedByWhoeverLooksFirstAndNotForgotten() {
    StandstillWatch watch = new StandstillWatch(true, "/data", 0);
    assertTrue(watch.awake(LONGEST));
    watch.require(2 * LONGEST);
    long late = 2 * LONGEST + Duration.ofMillis(1).toNanos();
    TributaryException refused =
        Assert.assertThrows(TributaryException.class, () -> watch.require(late));
    Assert.assertEquals(FailureKind.INTERRUPTED, refused.kind());
    assertFalse(watch.awake(late));
    assertFalse(watch.awake(late + 1));
  }

  @Test
  public void aStandstillOfWhoIsAloneIsNone() {
    StandstillWatch watch = new StandstillWatch(false, "/data", 0);
    watch.require(10 * LONGEST);
    assertTrue(watch.awake(20 * LONGEST));
  }
}
