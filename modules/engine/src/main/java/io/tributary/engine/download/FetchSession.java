package io.tributary.engine.download;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.plan.LaneTuner;
import io.tributary.core.range.ByteRange;
import io.tributary.core.retry.RetryPolicy;
import io.tributary.engine.lane.LaneReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The fetching part of one run: lanes open and report, the board hands out ranges, failures are
 * retried or end it. The one retry layer for ranges. Mutable, for one thread; sends through {@link
 * LaneLink} only.
 */
final class FetchSession {
  /** A lane that has work and is silent this long has lost its node or its actor. */
  static final Duration LEASE = Duration.ofSeconds(10);

  /** With nothing under way, written ranges are flushed and recorded long before this. */
  static final Duration SETTLE_PATIENCE = Duration.ofSeconds(15);

  private static final Duration REPLACE_EVERY = Duration.ofSeconds(1);

  /** A second answer that makes no sense is believed (faults 3). */
  private static final int MOST_PROTOCOL_FAILURES = 1;

  private final long run;
  private final boolean ranges;
  private final LaneLink link;
  private final LaneBoard board;
  private final LaneTuner tuner;
  private final RetryPolicy retryPolicy;
  private final RandomGenerator random;
  private final RunStatistics statistics;
  private long replacedNanos;
  private long exhaustedNanos = -1;

  FetchSession(
      long run,
      boolean ranges,
      LaneLink link,
      LaneBoard board,
      LaneTuner tuner,
      RetryPolicy retryPolicy,
      RandomGenerator random,
      RunStatistics statistics) {
    this.run = run;
    this.ranges = ranges;
    this.link = link;
    this.board = board;
    this.tuner = tuner;
    this.retryPolicy = retryPolicy;
    this.random = random;
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
    recoverSilentLanes(nowNanos);
    if (nowNanos - replacedNanos > REPLACE_EVERY.toNanos()) {
      replacedNanos = nowNanos;
      send(board.replaceSlow(nowNanos));
    }
    assign(nowNanos);
    return overdue(nowNanos) ? new Verdict.RequeueMissing() : Verdict.GO_ON;
  }

  private boolean overdue(long nowNanos) {
    if (!board.exhausted()) {
      exhaustedNanos = -1;
      return false;
    }
    if (exhaustedNanos < 0) {
      exhaustedNanos = nowNanos;
    }
    return nowNanos - exhaustedNanos > SETTLE_PATIENCE.toNanos();
  }

  void requeue(List<ByteRange> missing) {
    exhaustedNanos = -1;
    missing.forEach(board::giveBack);
  }

  private void recoverSilentLanes(long nowNanos) {
    for (Lane lane : board.lanes()) {
      if (nowNanos - lane.heardNanos > LEASE.toNanos() && (lane.work != null || !lane.ready)) {
        lane.heardNanos = nowNanos;
        lane.ready = false;
        if (lane.work != null) {
          send(board.ended(lane.number, lane.work.assignment, lane.work.start));
        }
        link.begin(lane.number);
      }
    }
  }

  Verdict onReport(LaneReport report, long nowNanos) {
    if (report instanceof LaneReport.Ready ready) {
      heard(ready.lane(), nowNanos).ready = true;
    } else if (report instanceof LaneReport.Unfit unfit) {
      return new Verdict.Fail(unfit.failure());
    } else if (report instanceof LaneReport.Progress progress) {
      heard(progress.lane(), nowNanos);
      board.progressed(progress.lane(), progress.assignment(), progress.position(), nowNanos);
      return Verdict.GO_ON;
    } else if (report instanceof LaneReport.Shrunk shrunk) {
      heard(shrunk.lane(), nowNanos);
      send(board.shrunk(shrunk.lane(), shrunk.assignment(), shrunk.end()));
    } else if (report instanceof LaneReport.HedgeReady ready) {
      heard(ready.lane(), nowNanos);
      send(board.hedgeReady(ready.lane(), ready.assignment()));
    } else if (report instanceof LaneReport.FlushFailed failed) {
      return new Verdict.Fail(failed.failure());
    } else if (report instanceof LaneReport.Ended ended) {
      Verdict verdict = onEnded(ended, nowNanos);
      if (!verdict.equals(Verdict.GO_ON)) {
        return verdict;
      }
    }
    assign(nowNanos);
    return Verdict.GO_ON;
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
      return streamEnded(lane, ended, nowNanos);
    }
    send(board.ended(ended.lane(), ended.assignment(), ended.position()));
    return ended.failureOrNull() == null || hedge
        ? Verdict.GO_ON
        : onFailure(lane, ended, nowNanos);
  }

  /** A stream that cannot be resumed: complete, or to be read again from its start. */
  private Verdict streamEnded(Lane lane, LaneReport.Ended ended, long nowNanos) {
    lane.work = null;
    if (ended.failureOrNull() == null) {
      return new Verdict.StreamComplete(ended.position());
    }
    return ended.failureOrNull().kind().retryable()
        ? new Verdict.StreamBroken(ended.failureOrNull(), ended.retryAfterMillis())
        : onFailure(lane, ended, nowNanos);
  }

  private Verdict onFailure(Lane lane, LaneReport.Ended ended, long nowNanos) {
    Failure failure = ended.failureOrNull();
    if (failure.kind() == FailureKind.SOURCE_CHANGED) {
      return new Verdict.SourceChanged(failure);
    }
    if (failure.kind() == FailureKind.NOT_FOUND) {
      return new Verdict.Vanished(failure);
    }
    boolean nonsense =
        failure.kind() == FailureKind.PROTOCOL
            && ++lane.protocolFailuresInARow <= MOST_PROTOCOL_FAILURES;
    if (!failure.kind().retryable() && !nonsense) {
      return new Verdict.Fail(failure);
    }
    if (failure.kind() == FailureKind.THROTTLED) {
      tuner.throttled(nowNanos);
    }
    return park(lane, failure, ended.retryAfterMillis(), nowNanos);
  }

  private Verdict park(Lane lane, Failure failure, long retryAfterMillis, long nowNanos) {
    Optional<Duration> retryAfter =
        retryAfterMillis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(retryAfterMillis));
    Optional<Duration> delay = retryPolicy.delay(++lane.failuresInARow, retryAfter, random);
    if (delay.isEmpty()) {
      return new Verdict.Fail(failure);
    }
    lane.parkedUntilNanos = nowNanos + delay.get().toNanos();
    statistics.retried(failure.reason());
    return Verdict.GO_ON;
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
