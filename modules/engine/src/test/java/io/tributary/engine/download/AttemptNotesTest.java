package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.attempt.Attempt;
import io.tributary.engine.attempt.Attempt.Next;
import io.tributary.engine.attempt.Attempt.Outcome;
import io.tributary.engine.attempt.Attempt.What;
import io.tributary.engine.attempt.Attempts;
import io.tributary.engine.lane.LaneReport;
import io.tributary.engine.placement.NodeId;
import java.time.Duration;
import java.util.List;
import org.junit.Test;

/** What is remembered of each request, and of what was decided after it. */
public final class AttemptNotesTest extends FetchSessionSuite {
  private static final NodeId THERE = new NodeId("127.0.0.2:1#1");

  private Attempt only() {
    Attempts all = attempts.takeOrNull();
    assertEquals(all.toString(), 1, all.list().size());
    return all.list().get(0);
  }

  @Test
  public void aRangeThatWasFetchedIsToldWithItsNodeAndItsTime() {
    FetchSession session = session(1, true, SIZE);
    nowNanos = 10 * SECOND;
    leases.allHeard(nowNanos);
    ready(session, 0);
    nowNanos += 3 * SECOND / 2;
    LaneOrder.Fetch fetch = link.last(0);
    session.onReport(
        new LaneReport.Ended(RUN, 0, fetch.assignment(), MIB, MIB, null, -1, false, "5C3D9175B6FC"),
        nowNanos);

    assertEquals(
        new Attempt(
            What.RANGE,
            HERE.text(),
            0,
            MIB,
            MIB,
            10_000,
            1_500,
            1,
            Outcome.DONE,
            Next.NOTHING,
            null,
            "",
            "5C3D9175B6FC"),
        only());
  }

  @Test
  public void aFailureIsToldWithWhatFollows() {
    FetchSession session = session(1, true, SIZE);
    ready(session, 0);
    for (int failed = 1; failed <= RETRIES; failed++) {
      ended(session, link.last(0), 0, failure(FailureKind.NETWORK));
      Attempt again = only();
      assertEquals(Outcome.FAILED, again.outcome());
      assertEquals(Next.AGAIN, again.next());
      assertEquals(FailureKind.NETWORK, again.failureKindOrNull());
      assertEquals("it failed", again.reason());
      pass(session, Duration.ofSeconds(2));
    }
    ended(session, link.last(0), 0, failure(FailureKind.NETWORK));
    assertEquals("the budget is spent", Next.GIVE_UP, only().next());
  }

  @Test
  public void anObjectThatChangedMeansToBeginAnew() {
    FetchSession session = session(1, true, SIZE);
    ready(session, 0);
    ended(session, link.last(0), 0, failure(FailureKind.SOURCE_CHANGED));
    assertEquals(Next.START_OVER, only().next());
  }

  @Test
  public void aSilentLaneIsLostAndItsRangeGoesElsewhere() {
    FetchSession session = session(2, true, SIZE);
    ready(session, 0);
    LaneOrder.Fetch lost = link.last(0);
    pass(session, LaneLeases.SILENCE.plusSeconds(1));
    Attempt attempt = only();
    assertEquals(Outcome.LOST, attempt.outcome());
    assertEquals(Next.ELSEWHERE, attempt.next());
    assertEquals(lost.start(), attempt.start());
    assertEquals(lost.end(), attempt.end());
    assertEquals("nothing was heard of it in time", attempt.reason());
  }

  @Test
  public void aLaneWhoseNodeLeavesIsLostToo() {
    FetchSession session = session(1, true, SIZE);
    ready(session, 0);
    session.onReport(new LaneReport.Stopped(RUN, 0), nowNanos);
    assertEquals("its node leaves", only().reason());
  }

  @Test
  public void aNodeThatCannotTakePartIsToldOf() {
    nodes = List.of(HERE, THERE);
    FetchSession session = session(2, true, SIZE);
    Failure closed = failure(FailureKind.LOCAL_DISK);
    session.onReport(new LaneReport.Unfit(RUN, 1, closed), nowNanos);
    Attempt attempt = only();
    assertEquals(What.LANE, attempt.what());
    assertEquals(link.nodes.get(1).text(), attempt.node());
    assertEquals(Next.ELSEWHERE, attempt.next());
  }

  @Test
  public void whatIsUnderWayWhenAllIsStoppedIsToldOnce() {
    FetchSession session = session(1, true, SIZE);
    ready(session, 0);
    LaneOrder.Fetch fetch = link.last(0);
    LaneReport.Ended ended = new LaneReport.Ended(RUN, 0, fetch.assignment(), 1000, 1000, null, -1);
    session.onEndedByStop(ended, nowNanos);
    session.onEndedByStop(ended, nowNanos);
    Attempt attempt = only();
    assertEquals(Outcome.ENDED, attempt.outcome());
    assertEquals(1000, attempt.bytes());
  }

  /** Where it would have ended, nobody knows. */
  @Test
  public void aStreamIsDoneWhenItEndsAndNotWhenItIsStopped() {
    FetchSession session = session(1, false, SIZE);
    ready(session, 0);
    LaneOrder.Fetch fetch = link.last(0);
    LaneReport.Ended ended = new LaneReport.Ended(RUN, 0, fetch.assignment(), 1000, 1000, null, -1);
    session.onReport(ended, nowNanos);
    Attempt done = only();
    assertEquals(Outcome.DONE, done.outcome());
    assertEquals(-1, done.end());

    FetchSession another = session(1, false, SIZE);
    ready(another, 0);
    another.onEndedByStop(
        new LaneReport.Ended(RUN, 0, link.last(0).assignment(), 1000, 1000, null, -1), nowNanos);
    assertEquals(Outcome.ENDED, only().outcome());
  }

  @Test
  public void aHedgeThatFailsIsToldAsOne() {
    FetchSession session = session(2, true, 2 * MIB);
    ready(session, 0);
    ready(session, 1);
    nowNanos += SECOND;
    progress(session, link.last(0), MIB - 1000);
    ended(session, link.last(1), 2 * MIB, null);
    passHeard(session, Duration.ofSeconds(4));
    attempts.takeOrNull();
    long hedge = link.of(LaneOrder.Hedge.class).get(0).assignment();
    session.onReport(
        new LaneReport.Ended(RUN, 1, hedge, 0, 0, failure(FailureKind.NETWORK), -1), nowNanos);
    Attempt attempt = only();
    assertEquals(What.HEDGE, attempt.what());
    assertEquals(Next.NOTHING, attempt.next());
  }

  @Test
  public void nothingIsNotedWhereNoHistoryIsKept() {
    AttemptNotes none = AttemptNotes.none();
    none.lookFailed("a", 1, failure(FailureKind.NETWORK), null, Next.AGAIN);
    none.unfit(new Lane(0, HERE, 0), failure(FailureKind.NETWORK), Verdict.GO_ON, true);
    assertNull(none.takeOrNull());
  }
}
