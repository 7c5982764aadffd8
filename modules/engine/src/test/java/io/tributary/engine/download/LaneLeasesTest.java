package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.placement.NodeId;
import java.time.Duration;
import java.util.Optional;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Which lanes are answered, in virtual time. */
public final class LaneLeasesTest extends JUnitSuite {
  private static final NodeId NODE = new NodeId("10.0.0.1:1#1");
  private static final Optional<NodeId> UNANSWERED = Optional.empty();
  private static final int AT_WORK = 0;
  private static final int AT_REST = 1;
  private static final int OPENING = 2;
  private static final long RANGE = 7;
  private static final Duration FROZEN = Duration.ofSeconds(26);

  private long nowNanos = -5;

  private LaneLeases leases(boolean othersMayTakeOver) {
    LaneLeases leases = new LaneLeases(othersMayTakeOver);
    leases.awake(nowNanos);
    for (int lane = AT_WORK; lane <= OPENING; lane++) {
      leases.begin(lane, NODE, nowNanos);
    }
    leases.expect(AT_WORK, RANGE, nowNanos);
    pass(Duration.ofSeconds(1));
    leases.beat(AT_WORK, RANGE, 100, nowNanos);
    leases.beat(AT_REST, LaneLeases.IDLE, 100, nowNanos);
    return leases;
  }

  private void pass(Duration time) {
    nowNanos += time.toNanos();
  }

  private void answersNone(LaneLeases leases) {
    assertEquals(UNANSWERED, leases.beat(AT_WORK, RANGE, 200, nowNanos));
    assertEquals(UNANSWERED, leases.beat(AT_REST, LaneLeases.IDLE, 200, nowNanos));
    assertEquals(UNANSWERED, leases.beat(OPENING, LaneLeases.IDLE, 200, nowNanos));
    assertTrue(leases.lapsed(AT_WORK, nowNanos));
    assertTrue(leases.lapsed(AT_REST, nowNanos));
    assertTrue(leases.lapsed(OPENING, nowNanos));
  }

  @Test
  public void whoIsAtWorkOnWhatItShouldBeIsAnswered() {
    LaneLeases leases = leases(true);
    assertEquals(Optional.of(NODE), leases.beat(AT_WORK, RANGE, 200, nowNanos));
    assertEquals(UNANSWERED, leases.beat(AT_WORK, LaneLeases.IDLE, 201, nowNanos));
    assertEquals(UNANSWERED, leases.beat(AT_REST, RANGE, 202, nowNanos));
    assertEquals(Optional.of(200L + 1), leases.latestBeatNanos(AT_WORK));
  }

  @Test
  public void afterAStandstillNobodyIsAnsweredWhoeverLooksFirst() {
    LaneLeases beaten = leases(true);
    pass(FROZEN);
    answersNone(beaten);
    LaneLeases ticked = leases(true);
    pass(FROZEN);
    ticked.awake(nowNanos);
    answersNone(ticked);
    LaneLeases ordered = leases(true);
    pass(FROZEN);
    assertTrue(ordered.lapsed(AT_REST, nowNanos));
    answersNone(ordered);
  }

  @Test
  public void norLaterWhateverTheyAreTold() {
    LaneLeases leases = leases(true);
    pass(FROZEN);
    answersNone(leases);
    leases.expect(AT_WORK, RANGE + 1, nowNanos);
    leases.expect(AT_REST, RANGE + 2, nowNanos);
    leases.heard(OPENING, nowNanos);
    leases.allHeard(nowNanos);
    assertEquals(UNANSWERED, leases.beat(AT_WORK, RANGE + 1, 300, nowNanos));
    assertEquals(UNANSWERED, leases.beat(AT_REST, RANGE + 2, 300, nowNanos));
    answersNone(leases);
  }

  @Test
  public void anOrderAfterAStandstillRenewsNoLease() {
    LaneLeases leases = leases(true);
    assertEquals(Optional.of(100L), leases.latestBeatNanos(AT_WORK));
    pass(FROZEN);
    leases.beat(AT_WORK, RANGE, 200, nowNanos);
    assertEquals(Optional.empty(), leases.latestBeatNanos(AT_WORK));
    assertEquals(Optional.empty(), leases.latestBeatNanos(AT_REST));
  }

  @Test
  public void whoBeginsAfterwardsIsAnswered() {
    LaneLeases leases = leases(true);
    pass(FROZEN);
    leases.awake(nowNanos);
    leases.end(AT_WORK);
    leases.begin(9, NODE, nowNanos);
    assertEquals(Optional.of(NODE), leases.beat(9, LaneLeases.IDLE, 1, nowNanos));
    assertFalse(leases.lapsed(9, nowNanos));
    assertFalse("it was given up", leases.lapsed(AT_WORK, nowNanos));
  }

  @Test
  public void aStandstillThatNobodyCanHaveUsedChangesNothing() {
    LaneLeases brief = leases(true);
    pass(LaneLeases.SILENCE);
    assertEquals(Optional.of(NODE), brief.beat(AT_WORK, RANGE, 200, nowNanos));
    LaneLeases alone = leases(false);
    pass(FROZEN);
    assertEquals(Optional.of(NODE), alone.beat(AT_WORK, RANGE, 200, nowNanos));
    assertFalse(alone.lapsed(AT_REST, nowNanos));
  }

  /** A lane that opens a file on a slow disk, or has nothing to do, or whose words are lost. */
  @Test
  public void theSilenceOfLanesIsNoStandstill() {
    LaneLeases leases = leases(true);
    for (int second = 0; second < 60; second++) {
      pass(Duration.ofSeconds(1));
      leases.awake(nowNanos);
    }
    for (int lane : new int[] {AT_REST, OPENING}) {
      assertFalse(leases.lapsed(lane, nowNanos));
      assertEquals(Optional.of(NODE), leases.beat(lane, LaneLeases.IDLE, 200, nowNanos));
    }
  }

  /** Two threads look at the clock, and the later one is quicker. */
  @Test
  public void aClockThatWasReadBeforeTheStandstillHidesNothing() {
    LaneLeases leases = leases(true);
    long beforeNanos = nowNanos;
    pass(FROZEN);
    assertEquals(Optional.of(NODE), leases.beat(AT_WORK, RANGE, 101, beforeNanos));
    answersNone(leases);
    leases.begin(9, NODE, nowNanos);
    leases.awake(beforeNanos);
    assertEquals(Optional.of(NODE), leases.beat(9, LaneLeases.IDLE, 1, nowNanos));
  }
}
