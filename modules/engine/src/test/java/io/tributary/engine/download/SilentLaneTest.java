package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;

import io.tributary.core.range.ByteRange;
import java.time.Duration;
import java.util.List;
import org.junit.Test;

/** Who is not heard any more, and who only has nothing to say. */
public final class SilentLaneTest extends FetchSessionSuite {
  @Test
  public void aSilentLaneLosesItsRangeToAnother() {
    FetchSession session = session(2, true, SIZE);
    ready(session, 0);
    LaneOrder.Fetch lost = link.last(0);
    pass(session, LaneLeases.SILENCE.plusSeconds(1));
    assertEquals("it is asked again", List.of(0, 1, 0), link.begun);
    ready(session, 1);
    assertEquals(new LaneOrder.Fetch(1, 2, lost.start(), lost.end()), link.last(1));
    ended(session, lost, lost.end(), null);
    assertEquals("what it says of the lost range is too late", 0, statistics.receivedBytes());
  }

  @Test
  public void aLaneThatReportsKeepsItsRange() {
    FetchSession session = session(1, true, SIZE);
    ready(session, 0);
    for (int second = 1; second < 60; second++) {
      progress(session, link.last(0), second);
      pass(session, Duration.ofSeconds(1));
    }
    assertEquals(1, link.fetches().size());
    assertEquals(List.of(0), link.begun);
  }

  @Test
  public void aLaneAtWorkOnSomethingElseLosesItsRange() {
    FetchSession session = session(1, true, SIZE);
    ready(session, 0);
    LaneOrder.Fetch other = new LaneOrder.Fetch(0, 99, 0, MIB);
    for (int second = 1; second <= LaneLeases.SILENCE.toSeconds() + 1; second++) {
      progress(session, other, second);
      pass(session, Duration.ofSeconds(1));
    }
    assertEquals(List.of(0, 0), link.begun);
  }

  @Test
  public void anIdleLaneMayBeSilentForAnyTime() {
    FetchSession session = session(1, true, MIB);
    ready(session, 0);
    ended(session, link.last(0), MIB, null);
    pass(session, SilenceWatch.SETTLE_PATIENCE.minusSeconds(1));
    session.requeue(List.of(new ByteRange(5, 9)));
    pass(session, LaneLeases.SILENCE.minusSeconds(1));
    assertEquals(new LaneOrder.Fetch(0, 2, 5, 9), link.last(0));
    assertEquals("it lost nothing", List.of(0), link.begun);
  }

  @Test
  public void aPauseOfTheWholeProcessIsNobodysSilence() {
    FetchSession session = session(2, true, SIZE);
    ready(session, 0);
    ready(session, 1);
    nowNanos += 3600 * SECOND;
    assertEquals(Verdict.GO_ON, session.tick(surroundings(), nowNanos, 0));
    assertEquals(2, link.fetches().size());
    assertEquals(List.of(0, 1), link.begun);
  }

  @Test
  public void whatWasFetchedAndNeverRecordedIsFetchedAgain() {
    FetchSession session = session(1, true, MIB);
    ready(session, 0);
    ended(session, link.last(0), MIB, null);
    assertEquals(List.of(new LaneOrder.Settle(0)), link.of(LaneOrder.Settle.class));
    assertEquals(Verdict.GO_ON, pass(session, SilenceWatch.SETTLE_PATIENCE.minusSeconds(1)));
    assertEquals(new Verdict.RequeueMissing(), pass(session, Duration.ofSeconds(2)));
    session.requeue(List.of(new ByteRange(5, 9)));
    pass(session, Duration.ofSeconds(1));
    assertEquals(new LaneOrder.Fetch(0, 2, 5, 9), link.last(0));
  }

  @Test
  public void whatIsStillBeingFlushedIsWaitedFor() {
    FetchSession session = session(1, true, MIB);
    ready(session, 0);
    ended(session, link.last(0), MIB, null);
    for (int i = 0; i < 10; i++) {
      assertEquals(Verdict.GO_ON, pass(session, SilenceWatch.SETTLE_PATIENCE.minusSeconds(1)));
      session.onFlushing();
    }
    pass(session, Duration.ofSeconds(1));
    assertEquals(
        new Verdict.RequeueMissing(), pass(session, SilenceWatch.SETTLE_PATIENCE.plusSeconds(1)));
  }
}
