package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.Before;
import org.junit.Test;

/** A process that stood still while others could have taken its download over. */
public final class StandstillTest extends FetchSessionSuite {
  private static final Duration FROZEN = Duration.ofSeconds(26);

  @Before
  public void share() {
    othersMayTakeOver = true;
  }

  private void freeze() {
    nowNanos += FROZEN.toNanos();
  }

  private Verdict tick(FetchSession session) {
    return pass(session, Duration.ofMillis(250));
  }

  @Test
  public void allLanesAreGivenUpAndNewOnesDoTheirWork() {
    FetchSession session = session(3, true, 2 * MIB);
    List.of(0, 1, 2).forEach(lane -> ready(session, lane));
    List<LaneOrder.Fetch> lost = link.fetches();
    assertEquals("the third has nothing to do", 2, lost.size());
    freeze();
    assertEquals(Verdict.GO_ON, tick(session));
    assertEquals(List.of(0, 1, 2), link.stopped);
    assertEquals("none keeps what it has open", List.of(0, 1, 2, 3, 4, 5), link.begun);
    List.of(3, 4).forEach(lane -> ready(session, lane));
    assertEquals(lost.get(0).start(), link.last(3).start());
    assertEquals(lost.get(1).start(), link.last(4).start());
  }

  @Test
  public void nothingIsForALaneOfBeforeWhateverItSays() {
    FetchSession session = session(2, true, SIZE);
    ready(session, 0);
    freeze();
    ready(session, 1);
    ended(session, link.last(0), MIB, null);
    ready(session, 0);
    assertEquals(1, link.orders.size());
    tick(session);
    ready(session, 2);
    assertEquals("what was written to its end is not lost", MIB, link.last(2).start());
  }

  @Test
  public void aLaneThatWasOpeningIsGivenUpToo() {
    FetchSession session = session(1, true, SIZE);
    freeze();
    tick(session);
    assertEquals(List.of(0), link.stopped);
    assertEquals(List.of(0, 1), link.begun);
  }

  @Test
  public void aCoordinatorThatOnlyWaitedLosesNoLane() {
    FetchSession session = session(3, true, 2 * MIB);
    List.of(0, 1, 2).forEach(lane -> ready(session, lane));
    for (int beats = 0; beats < 100; beats++) {
      nowNanos += LanePulse.AWAKE_EVERY.toNanos();
      for (LaneOrder.Fetch fetch : link.fetches()) {
        Optional<?> answer = leases.beat(fetch.lane(), fetch.assignment(), nowNanos, nowNanos);
        assertTrue(answer.isPresent());
      }
      leases.beat(2, LaneLeases.IDLE, nowNanos, nowNanos);
    }
    assertEquals(Verdict.GO_ON, tick(session));
    assertEquals(List.of(0, 1, 2), link.begun);
    assertEquals(List.of(), link.stopped);
  }

  /** It asks for more, and is not answered before the coordinator has heard that it ended. */
  @Test
  public void norOneThatEndedMeanwhile() {
    FetchSession session = session(1, true, SIZE);
    ready(session, 0);
    LaneOrder.Fetch first = link.last(0);
    for (int beats = 0; beats < 100; beats++) {
      nowNanos += LanePulse.AWAKE_EVERY.toNanos();
      leases.beat(0, LaneLeases.IDLE, nowNanos, nowNanos);
    }
    assertEquals(Verdict.GO_ON, tick(session));
    ended(session, first, first.end(), null);
    assertEquals(first.end(), link.last(0).start());
    assertEquals(Optional.of(nowNanos - SECOND / 4), leases.latestBeatNanos(0));
    assertEquals(List.of(0), link.begun);
  }

  @Test
  public void aStreamIsReadAgainFromItsStart() {
    FetchSession session = session(1, false, SIZE);
    ready(session, 0);
    freeze();
    assertTrue(tick(session) instanceof Verdict.StreamBroken);
  }
}
