package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.lane.LaneReport;
import java.time.Duration;
import java.util.List;
import org.junit.Test;

/** Late ranges at the end of a download, fetched a second time. */
public final class HedgingTest extends FetchSessionSuite {
  /** Two lanes, of which lane 0 hangs near its end and lane 1 is free to hedge. */
  private FetchSession lateLane() {
    FetchSession session = session(2, true, 2 * MIB);
    ready(session, 0);
    ready(session, 1);
    nowNanos += SECOND;
    progress(session, link.last(0), MIB - 1000);
    ended(session, link.last(1), 2 * MIB, null);
    return session;
  }

  @Test
  public void aLateRangeIsHedgedAndTheHedgeGetsWhatTheLateLaneGivesUp() {
    FetchSession session = lateLane();
    passHeard(session, Duration.ofSeconds(4));
    LaneOrder.Hedge hedge = link.of(LaneOrder.Hedge.class).get(0);
    assertEquals(MIB - 1000, hedge.start());
    assertEquals(MIB, hedge.end());
    session.onReport(new LaneReport.HedgeReady(RUN, 1, hedge.assignment()), nowNanos);
    assertEquals(List.of(new LaneOrder.Shrink(0, 1, MIB - 1000)), link.of(LaneOrder.Shrink.class));
    session.onReport(new LaneReport.Shrunk(RUN, 0, 1, MIB - 900), nowNanos);
    assertEquals(
        List.of(new LaneOrder.Commit(1, hedge.assignment(), MIB - 900)),
        link.of(LaneOrder.Commit.class));
    assertEquals(0, board.waitingBytes());
  }

  @Test
  public void aHedgeThatComesTooLateIsDropped() {
    FetchSession session = lateLane();
    passHeard(session, Duration.ofSeconds(4));
    LaneOrder.Hedge hedge = link.of(LaneOrder.Hedge.class).get(0);
    ended(session, link.last(0), MIB, null);
    assertEquals(
        List.of(new LaneOrder.Abort(1, hedge.assignment())), link.of(LaneOrder.Abort.class));
    assertEquals(0, board.waitingBytes());
  }

  @Test
  public void aHedgeThatFailsWaitsBeforeTheNextAndNeverEndsTheRun() {
    FetchSession session = lateLane();
    passHeard(session, Duration.ofSeconds(4));
    for (int failed = 1; failed <= 4 * RETRIES; failed++) {
      List<LaneOrder.Hedge> hedges = link.of(LaneOrder.Hedge.class);
      assertEquals("not at once", failed, hedges.size());
      long assignment = hedges.get(failed - 1).assignment();
      Failure failure = failure(FailureKind.ACCESS_DENIED);
      assertEquals(
          Verdict.GO_ON,
          session.onReport(new LaneReport.Ended(RUN, 1, assignment, 0, 0, failure, -1), nowNanos));
      for (int ticks = 0; ticks < 100 && link.of(LaneOrder.Hedge.class).size() == failed; ticks++) {
        progress(session, link.last(0), MIB - 1000);
        pass(session, Duration.ofMillis(250));
      }
    }
  }

  /** One alone is a stray one; together with another's it says that these are too many. */
  @Test
  public void aThrottledHedgeSlowsTheDownloadDown() {
    FetchSession session = lateLane();
    passHeard(session, Duration.ofSeconds(4));
    long assignment = link.of(LaneOrder.Hedge.class).get(0).assignment();
    Failure failure = failure(FailureKind.THROTTLED);
    session.onReport(new LaneReport.Ended(RUN, 1, assignment, 0, 0, failure, -1), nowNanos);
    ended(session, link.last(0), MIB - 1000, failure);
    for (int second = 0; second < 5; second++) {
      passHeard(session, Duration.ofSeconds(1));
      assertTrue("one lane is allowed", session.busyLanes() <= 1);
    }
    assertEquals("and at work", 1, session.busyLanes());
    assertEquals(1, link.of(LaneOrder.Hedge.class).size());
  }
}
