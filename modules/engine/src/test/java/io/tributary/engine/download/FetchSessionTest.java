package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.lane.LaneReport;
import java.time.Duration;
import java.util.List;
import org.junit.Test;

/** Ranges are handed out, and what fails is tried again or ends the run. */
public final class FetchSessionTest extends FetchSessionSuite {
  @Test
  public void aReadyLaneGetsTheLowestRangeThatWaits() {
    FetchSession session = session(2, true, SIZE);
    assertEquals(List.of(0, 1), link.begun);
    ready(session, 1);
    ready(session, 0);
    assertEquals(
        List.of(new LaneOrder.Fetch(1, 1, 0, MIB), new LaneOrder.Fetch(0, 2, MIB, 2 * MIB)),
        link.orders);
  }

  @Test
  public void aFailedRangeIsTriedAgainAfterAPauseUntilTheBudgetIsSpent() {
    FetchSession session = session(1, true, SIZE);
    ready(session, 0);
    for (int failed = 1; failed <= RETRIES; failed++) {
      LaneOrder.Fetch fetch = link.last(0);
      assertEquals(Verdict.GO_ON, ended(session, fetch, 0, failure(FailureKind.NETWORK)));
      assertEquals("not at once", failed, link.fetches().size());
      pass(session, Duration.ofSeconds(2));
      assertEquals(new LaneOrder.Fetch(0, failed + 1, 0, MIB), link.last(0));
    }
    assertEquals(
        new Verdict.Fail(failure(FailureKind.NETWORK)),
        ended(session, link.last(0), 0, failure(FailureKind.NETWORK)));
    assertEquals(RETRIES, statistics.retries());
  }

  @Test
  public void aByteOfProgressRenewsTheBudget() {
    FetchSession session = session(1, true, SIZE);
    ready(session, 0);
    for (int failed = 0; failed < 3 * RETRIES; failed++) {
      LaneOrder.Fetch fetch = link.last(0);
      Failure failure = failure(FailureKind.NETWORK);
      assertEquals(Verdict.GO_ON, ended(session, fetch, fetch.start() + 1, failure));
      passHeard(session, Duration.ofSeconds(5));
      assertEquals(fetch.start() + 1, link.last(0).start());
    }
  }

  @Test
  public void theServersRetryAfterIsObeyed() {
    FetchSession session = session(1, true, SIZE);
    ready(session, 0);
    ended(session, link.last(0), 0, failure(FailureKind.NETWORK), 60_000);
    pass(session, Duration.ofSeconds(59));
    assertEquals(1, link.fetches().size());
    pass(session, Duration.ofSeconds(3));
    assertEquals(2, link.fetches().size());
  }

  @Test
  public void throttlingHalvesTheLanesAndTheyComeBackOneByOne() {
    FetchSession session = session(8, true, SIZE);
    for (int lane = 0; lane < 8; lane++) {
      ready(session, lane);
    }
    List<LaneOrder.Fetch> first = link.fetches();
    first.forEach(fetch -> ended(session, fetch, 0, failure(FailureKind.THROTTLED)));
    pass(session, Duration.ofSeconds(3));
    assertEquals(4, session.busyLanes());
    for (int wait = 0; wait < 13; wait++) {
      link.fetches().forEach(fetch -> progress(session, fetch, fetch.start() + 1));
      pass(session, Duration.ofSeconds(1));
    }
    assertEquals(5, session.busyLanes());
  }

  @Test
  public void anAnswerThatMakesNoSenseIsTriedOnceMore() {
    FetchSession session = session(1, true, SIZE);
    ready(session, 0);
    assertEquals(Verdict.GO_ON, ended(session, link.last(0), 0, failure(FailureKind.PROTOCOL)));
    pass(session, Duration.ofSeconds(2));
    assertEquals(
        new Verdict.Fail(failure(FailureKind.PROTOCOL)),
        ended(session, link.last(0), 0, failure(FailureKind.PROTOCOL)));
  }

  @Test
  public void whatNoRetryChangesEndsTheRun() {
    for (FailureKind kind :
        List.of(FailureKind.ACCESS_DENIED, FailureKind.LOCAL_DISK, FailureKind.INTERNAL)) {
      FetchSession session = session(1, true, SIZE);
      ready(session, 0);
      assertEquals(new Verdict.Fail(failure(kind)), ended(session, link.last(0), 0, failure(kind)));
    }
  }

  @Test
  public void aChangedAndAVanishedObjectAreToldApart() {
    FetchSession session = session(2, true, SIZE);
    ready(session, 0);
    ready(session, 1);
    Failure changed = failure(FailureKind.SOURCE_CHANGED);
    assertEquals(new Verdict.SourceChanged(changed), ended(session, link.last(0), 0, changed));
    Failure vanished = failure(FailureKind.NOT_FOUND);
    assertEquals(new Verdict.Vanished(vanished), ended(session, link.last(1), 0, vanished));
  }

  @Test
  public void aDiskThatCannotFlushEndsTheRun() {
    FetchSession session = session(1, true, SIZE);
    Failure disk = failure(FailureKind.LOCAL_DISK);
    assertEquals(
        new Verdict.Fail(disk), session.onFlushFailed(new FlushReport.FlushFailed(RUN, disk)));
    assertEquals(
        new Verdict.Fail(disk), session.onReport(new LaneReport.Unfit(RUN, 0, disk), nowNanos));
  }

  @Test
  public void everyLaneIsToldToStop() {
    FetchSession session = session(3, true, SIZE);
    assertEquals(3, session.stopLanes());
    assertEquals(List.of(0, 1, 2), link.stopped);
    assertFalse(board.exhausted());
  }
}
