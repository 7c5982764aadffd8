package io.tributary.engine.download;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.plan.LaneTuner;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.lane.LaneReport;
import java.time.Duration;
import java.util.List;

/**
 * The fetching part of one run: lanes open and report, the board hands out ranges, failures are
 * retried or end it. Mutable, for one thread; sends through {@link LaneLink} only.
 */
final class FetchSession {
  private static final Duration REPLACE_EVERY = Duration.ofSeconds(1);

  private final long run;
  private final String target;
  private final boolean ranges;
  private final LaneLink link;
  private final LaneBoard board;
  private final LaneTuner tuner;
  private final LaneFailures failures;
  private final RunStatistics statistics;
  private final SilenceWatch silence = new SilenceWatch();
  private long replacedNanos;

  /**
   * @param target the object, as users may read it
   */
  FetchSession(
      long run,
      String target,
      boolean ranges,
      LaneLink link,
      LaneBoard board,
      LaneTuner tuner,
      LaneFailures failures,
      RunStatistics statistics) {
    this.run = run;
    this.target = target;
    this.ranges = ranges;
    this.link = link;
    this.board = board;
    this.tuner = tuner;
    this.failures = failures;
    this.statistics = statistics;
  }

  long run() {
    return run;
  }

  double bytesPerSecond() {
    return board.bytesPerSecond();
  }

  int busyLanes() {
    return board.busy();
  }

  /** Bytes that lanes have received of what they have in hand: not recorded yet. */
  long bytesInHand() {
    return board.lanes().stream()
        .filter(lane -> lane.work != null && !lane.work.isHedge())
        .mapToLong(lane -> lane.work.position - lane.work.start)
        .sum();
  }

  void start(long nowNanos) {
    silence.start(nowNanos);
    replacedNanos = nowNanos;
    openLanes(nowNanos);
  }

  private int mostLanes() {
    return ranges ? tuner.lanes() : 1;
  }

  private void openLanes(long nowNanos) {
    int most = mostLanes();
    for (int number = 0; number < most; number++) {
      if (board.lane(number).isEmpty()) {
        board.open(number, nowNanos);
        link.begin(number);
      }
    }
  }

  /** Called a few times a second. */
  Verdict tick(long nowNanos, long bytesDone) {
    tuner.sample(nowNanos, bytesDone);
    openLanes(nowNanos);
    silence.tick(board.lanes(), nowNanos);
    boolean lost = recoverSilentLanes(nowNanos);
    if (!ranges && lost) {
      return streamLost("nothing was heard of it for " + SilenceWatch.LEASE.toSeconds() + " s");
    }
    if (nowNanos - replacedNanos > REPLACE_EVERY.toNanos()) {
      replacedNanos = nowNanos;
      send(board.replaceSlow(nowNanos));
    }
    assign(nowNanos);
    if (!silence.overdue(board.exhausted(), nowNanos)) {
      return Verdict.GO_ON;
    }
    return ranges ? new Verdict.RequeueMissing() : streamLost("some of it was never recorded");
  }

  /** A stream cannot be entered in its middle: its parts are never handed out one by one. */
  private Verdict streamLost(String reason) {
    return new Verdict.StreamBroken(
        new Failure(FailureKind.NETWORK, "fetch", target, reason, ""), -1);
  }

  void requeue(List<ByteRange> missing) {
    silence.underWay();
    missing.forEach(board::giveBack);
  }

  /** Returns whether any of them had work. */
  private boolean recoverSilentLanes(long nowNanos) {
    boolean lost = false;
    for (Lane lane : board.lanes()) {
      if (silence.of(lane, nowNanos)) {
        lane.heardNanos = nowNanos;
        lane.ready = false;
        if (lane.work != null) {
          lost = true;
          send(board.ended(lane.number, lane.work.assignment, lane.work.start));
        }
        link.begin(lane.number);
      }
    }
    return lost;
  }

  Verdict onReport(LaneReport report, long nowNanos) {
    if (report instanceof LaneReport.Ready ready) {
      heard(ready.lane(), nowNanos).ready = true;
    } else if (report instanceof LaneReport.Unfit unfit) {
      return new Verdict.Fail(unfit.failure());
    } else if (report instanceof LaneReport.Progress progress) {
      onProgress(progress, nowNanos);
      return Verdict.GO_ON;
    } else if (report instanceof LaneReport.Shrunk shrunk) {
      heard(shrunk.lane(), nowNanos);
      send(board.shrunk(shrunk.lane(), shrunk.assignment(), shrunk.end()));
    } else if (report instanceof LaneReport.HedgeReady ready) {
      heard(ready.lane(), nowNanos);
      send(board.hedgeReady(ready.lane(), ready.assignment()));
    } else if (report instanceof LaneReport.Ended ended) {
      Verdict verdict = onEnded(ended, nowNanos);
      if (!verdict.equals(Verdict.GO_ON)) {
        return verdict;
      }
    }
    assign(nowNanos);
    return Verdict.GO_ON;
  }

  /** A slow disk is no lost record. */
  void onFlushing() {
    silence.underWay();
  }

  /** What the disk does not take now, it will not take from another lane either. */
  Verdict onFlushFailed(FlushReport.FlushFailed failed) {
    return new Verdict.Fail(failed.failure());
  }

  /** A lane at work on something else than it should be counts as silent. */
  private void onProgress(LaneReport.Progress progress, long nowNanos) {
    if (board.progressed(progress.lane(), progress.assignment(), progress.position(), nowNanos)) {
      heard(progress.lane(), nowNanos);
    }
  }

  private Lane heard(int number, long nowNanos) {
    Lane lane = board.open(number, nowNanos);
    lane.heardNanos = nowNanos;
    return lane;
  }

  private Verdict onEnded(LaneReport.Ended ended, long nowNanos) {
    Lane lane = heard(ended.lane(), nowNanos);
    if (lane.work == null || lane.work.assignment != ended.assignment()) {
      return Verdict.GO_ON;
    }
    boolean hedge = lane.work.isHedge();
    statistics.received(ended.received());
    if (ended.position() > lane.work.start || ended.received() > 0) {
      lane.moved(lane.work.start + ended.received(), nowNanos);
    }
    if (!ranges) {
      return streamEnded(lane, ended);
    }
    send(board.ended(ended.lane(), ended.assignment(), ended.position()));
    if (ended.failureOrNull() == null) {
      return Verdict.GO_ON;
    }
    if (hedge) {
      failures.onHedgeFailure(lane, ended, nowNanos);
      return Verdict.GO_ON;
    }
    return failures.onFailure(lane, ended, nowNanos);
  }

  /** A stream that cannot be resumed: complete, or to be read again from its start. */
  private static Verdict streamEnded(Lane lane, LaneReport.Ended ended) {
    lane.work = null;
    Failure failure = ended.failureOrNull();
    if (failure == null) {
      return new Verdict.StreamComplete(ended.position());
    }
    return failure.kind().retryable()
        ? new Verdict.StreamBroken(failure, ended.retryAfterMillis())
        : LaneFailures.end(failure);
  }

  private void assign(long nowNanos) {
    send(board.assign(mostLanes(), nowNanos));
  }

  private void send(List<LaneOrder> orders) {
    for (LaneOrder order : orders) {
      if (order instanceof LaneOrder.Fetch || order instanceof LaneOrder.Hedge) {
        statistics.requested();
      }
      link.send(order);
    }
  }

  /** Tells every lane to end; returns how many will answer. */
  int stopLanes() {
    board.lanes().forEach(lane -> link.stop(lane.number));
    return board.lanes().size();
  }
}
