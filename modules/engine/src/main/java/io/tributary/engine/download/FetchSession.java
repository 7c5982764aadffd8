package io.tributary.engine.download;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.plan.LaneTuner;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.lane.LaneReport;
import io.tributary.engine.placement.NodeId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fetching part of one run: lanes open and report, the board hands out ranges, failures are
 * retried or end it. Mutable, for one thread; speaks to the lanes through {@link LaneCrew}.
 */
final class FetchSession {
  private static final Duration REPLACE_EVERY = Duration.ofSeconds(1);

  private final long run;
  private final String target;
  private final boolean ranges;
  private final LaneBoard board;
  private final LaneCrew crew;
  private final LaneTuner tuner;
  private final LaneFailures failures;
  private final RunStatistics statistics;
  private final AttemptNotes attempts;
  private final SilenceWatch silence;
  private long replacedNanos;

  /**
   * @param target the object, as users may read it
   */
  FetchSession(
      long run,
      String target,
      boolean ranges,
      LaneBoard board,
      LaneCrew crew,
      LaneTuner tuner,
      LaneFailures failures,
      RunStatistics statistics) {
    this.run = run;
    this.target = target;
    this.ranges = ranges;
    this.board = board;
    this.crew = crew;
    this.silence = new SilenceWatch(crew.leases());
    this.tuner = tuner;
    this.failures = failures;
    this.statistics = statistics;
    this.attempts = statistics.attempts();
  }

  long run() {
    return run;
  }

  Collection<Lane> lanes() {
    return board.lanes();
  }

  /** What each node wrote in this run. */
  Map<NodeId, Fetched> fetched() {
    return crew.fetched();
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

  void start(Surroundings surroundings, long nowNanos) {
    silence.start(nowNanos);
    replacedNanos = nowNanos;
    crew.see(surroundings, nowNanos);
    place(nowNanos);
  }

  private int mostLanes() {
    return ranges ? tuner.lanes() : 1;
  }

  private void place(long nowNanos) {
    tuner.spreadOver(crew.nodes());
    crew.place(mostLanes(), nowNanos);
  }

  /** Called a few times a second. */
  Verdict tick(Surroundings surroundings, long nowNanos, long bytesDone) {
    tuner.sample(nowNanos, bytesDone);
    crew.see(surroundings, nowNanos);
    silence.tick(nowNanos);
    boolean lost = crew.giveUpSilent(silence, surroundings.missing(), nowNanos);
    if (!ranges && lost) {
      return streamLost("nothing was heard of it for " + LaneLeases.SILENCE.toMillis() + " ms");
    }
    place(nowNanos);
    if (nowNanos - replacedNanos > REPLACE_EVERY.toNanos()) {
      replacedNanos = nowNanos;
      send(board.replaceSlow(nowNanos), nowNanos);
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
    missing.forEach(board::handOutAgain);
  }

  Verdict onReport(LaneReport report, long nowNanos) {
    Optional<Lane> lane = board.lane(report.lane());
    if (lane.isPresent()) {
      return onReport(lane.get(), report, nowNanos);
    }
    onFormer(report);
    return Verdict.GO_ON;
  }

  /** What a lane says that is not among the lanes any more means nothing, but that it is there. */
  private void onFormer(LaneReport report) {
    if (report instanceof LaneReport.Ended ended) {
      statistics.received(ended.received());
    } else if (report instanceof LaneReport.Stopped) {
      crew.ended(report.lane());
    } else if (report instanceof LaneReport.Ready || report instanceof LaneReport.Progress) {
      crew.stopAgain(report.lane());
    }
  }

  private Verdict onReport(Lane lane, LaneReport report, long nowNanos) {
    if (report instanceof LaneReport.Progress progress) {
      onProgress(progress, nowNanos);
      return Verdict.GO_ON;
    } else if (report instanceof LaneReport.Unfit unfit) {
      return unfit(lane, unfit.failure(), nowNanos);
    } else if (report instanceof LaneReport.Ended ended) {
      Verdict verdict = onEnded(lane, ended, nowNanos);
      if (!verdict.equals(Verdict.GO_ON)) {
        return verdict;
      }
    } else if (report instanceof LaneReport.Stopped) {
      return onStopped(lane, nowNanos);
    } else if (report instanceof LaneReport.Ready) {
      onReady(lane, nowNanos);
    } else if (report instanceof LaneReport.Shrunk shrunk) {
      heard(lane, nowNanos);
      send(board.shrunk(shrunk.lane(), shrunk.assignment(), shrunk.end()), nowNanos);
    } else if (report instanceof LaneReport.HedgeReady ready) {
      heard(lane, nowNanos);
      send(board.hedgeReady(ready.lane(), ready.assignment()), nowNanos);
    }
    assign(nowNanos);
    return Verdict.GO_ON;
  }

  /** A lane that should be at work and asks for some has not heard of it. */
  private void onReady(Lane lane, long nowNanos) {
    lane.ready = true;
    if (lane.work == null) {
      heard(lane, nowNanos);
    }
  }

  private Verdict onStopped(Lane lane, long nowNanos) {
    boolean atWork = lane.work != null;
    if (atWork) {
      attempts.lost(lane, "its node leaves", nowNanos);
      // How far it came is lost with its last words, and may be recorded yet.
      send(board.lost(lane, List::of), nowNanos);
    }
    crew.onStopped(lane, nowNanos);
    return atWork && !ranges ? streamLost("its node left the cluster") : Verdict.GO_ON;
  }

  /** What two lanes may have written. */
  List<ByteRange> doubtful() {
    return board.doubtful();
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
      board.lane(progress.lane()).ifPresent(lane -> heard(lane, nowNanos));
    }
  }

  private void heard(Lane lane, long nowNanos) {
    crew.leases().heard(lane.number, nowNanos);
  }

  private Verdict onEnded(Lane lane, LaneReport.Ended ended, long nowNanos) {
    if (!worksOn(lane, ended)) {
      return Verdict.GO_ON;
    }
    Work work = lane.work;
    Verdict verdict = over(lane, ended, nowNanos);
    attempts.ended(lane, work, ended, verdict, stays(lane), nowNanos);
    return verdict;
  }

  private boolean stays(Lane lane) {
    return board.lane(lane.number).isPresent();
  }

  private static boolean worksOn(Lane lane, LaneReport.Ended ended) {
    return lane.work != null && lane.work.assignment == ended.assignment();
  }

  /** The lanes are being stopped: what they had in hand is theirs to the end. */
  void onEndedByStop(LaneReport.Ended ended, long nowNanos) {
    statistics.received(ended.received());
    board
        .lane(ended.lane())
        .filter(lane -> worksOn(lane, ended))
        .ifPresent(
            lane -> {
              attempts.endedByStop(lane, ended, nowNanos);
              lane.work = null;
            });
  }

  private Verdict over(Lane lane, LaneReport.Ended ended, long nowNanos) {
    crew.onEnded(lane, lane.work.start, ended.position(), nowNanos);
    boolean hedge = lane.work.isHedge();
    if (ended.position() > lane.work.start) {
      lane.cutOffsInARow = 0;
    }
    statistics.received(ended.received());
    if (ended.position() > lane.work.start || ended.received() > 0) {
      lane.moved(lane.work.start + ended.received(), nowNanos);
    }
    if (!ranges) {
      return streamEnded(lane, ended, nowNanos);
    }
    send(
        ended.cutOff()
            ? board.cutOff(ended.lane(), ended.assignment(), ended.position())
            : board.ended(ended.lane(), ended.assignment(), ended.position()),
        nowNanos);
    if (ended.failureOrNull() == null) {
      tuner.served(nowNanos);
      return Verdict.GO_ON;
    }
    if (hedge && !ended.cutOff()) {
      failures.onHedgeFailure(lane, ended, nowNanos);
      return Verdict.GO_ON;
    }
    Verdict verdict = failures.onFailure(lane, ended, nowNanos);
    return ended.cutOff() && verdict instanceof Verdict.Fail fail
        ? onCutOff(lane, fail.failure(), nowNanos)
        : verdict;
  }

  /**
   * What a node cannot bring to the file's home, another may; but its disk takes nobody's bytes.
   */
  private Verdict onCutOff(Lane lane, Failure failure, long nowNanos) {
    return failure.kind() == FailureKind.LOCAL_DISK
        ? new Verdict.Fail(failure)
        : onUnfit(lane, failure, nowNanos);
  }

  private Verdict onUnfit(Lane lane, Failure failure, long nowNanos) {
    return crew.onUnfit(lane, failure, nowNanos)
        .<Verdict>map(Verdict.Fail::new)
        .orElse(Verdict.GO_ON);
  }

  private Verdict unfit(Lane lane, Failure failure, long nowNanos) {
    Verdict verdict = onUnfit(lane, failure, nowNanos);
    attempts.unfit(lane, failure, verdict, stays(lane));
    return verdict;
  }

  /** A stream that cannot be resumed: complete, or to be read again from its start. */
  private Verdict streamEnded(Lane lane, LaneReport.Ended ended, long nowNanos) {
    lane.work = null;
    Failure failure = ended.failureOrNull();
    if (failure == null) {
      return new Verdict.StreamComplete(ended.position());
    }
    Verdict broken = new Verdict.StreamBroken(failure, ended.retryAfterMillis());
    if (failure.kind().retryable()) {
      return broken;
    } else if (ended.cutOff()) {
      Verdict end = onCutOff(lane, failure, nowNanos);
      return end.equals(Verdict.GO_ON) ? broken : end;
    }
    return LaneFailures.end(failure);
  }

  private void assign(long nowNanos) {
    crew.retireLapsed(nowNanos);
    send(board.assign(mostLanes(), nowNanos), nowNanos);
  }

  private void send(List<LaneOrder> orders, long nowNanos) {
    crew.send(orders, nowNanos);
  }

  /** Tells every lane to end; returns how many will answer. */
  int stopLanes() {
    return crew.stopAll();
  }

  /** A lane that was told to end has ended; returns whether it was the last. */
  boolean lastStopped(LaneReport.Stopped stopped) {
    return crew.lastStopped(stopped.lane());
  }

  /** Nothing more is heard of the lanes. */
  void close() {
    crew.close();
  }
}
