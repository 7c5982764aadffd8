package io.tributary.engine.download;

import akka.persistence.typed.javadsl.Effect;
import io.tributary.core.failure.Failure;
import io.tributary.core.plan.PartQueue;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.api.DownloadProgress.Phase;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.lane.LaneReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The third stage of a run: the lanes that fill the temporary file, and how they are stopped. */
final class Fetching {
  /** Lanes that do not answer a stop within this time are not waited for. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  /** The same when the node leaves: less than sharding waits before it ends us without ceremony. */
  private static final Duration LEAVE_PATIENCE = Duration.ofSeconds(3);

  private final DownloadRun run;
  private final Lanes lanes;
  private FetchSession session;
  private int streamFailures;

  /** What two lanes may have written in this run; what earlier runs left is read again anyway. */
  private PartQueue doubtful;

  private Function<DownloadState, Effect<DownloadEvent, DownloadState>> afterStop;

  Fetching(DownloadRun run, Lanes lanes) {
    this.run = run;
    this.lanes = lanes;
  }

  void reset() {
    endSession();
    streamFailures = 0;
    doubtful = PartQueue.of(List.of());
  }

  private void endSession() {
    if (session != null) {
      session.doubtful().forEach(doubtful::giveBack);
      session.close();
      session = null;
    }
  }

  List<ByteRange> doubtful() {
    return doubtful.ranges();
  }

  FetchSession session() {
    return session;
  }

  void leave() {
    if (session != null) {
      session.stopLanes();
    }
  }

  /** Fetches what is missing; at once over when nothing is. */
  void start(DownloadState state) {
    if (state.allWritten()) {
      run.ending.verify(state);
    } else {
      run.step = DownloadRun.Step.FETCHING;
      run.watchers.phase(Phase.FETCHING);
      session = lanes.session(state, run.statistics, run.random);
      long nowNanos = System.nanoTime();
      run.home.start(nowNanos);
      session.start(lanes.surroundings(state), nowNanos);
    }
  }

  // What lanes report.

  Effect<DownloadEvent, DownloadState> onTick(DownloadState state) {
    long nowNanos = System.nanoTime();
    run.watchers.progress(state, run.statistics, session, nowNanos);
    run.allowances.tick(nowNanos);
    if (run.step != DownloadRun.Step.FETCHING) {
      return run.effects.none();
    }
    Optional<Failure> away = run.home.look(state, nowNanos);
    return away.isPresent()
        ? run.ending.fail(state, away.get())
        : act(
            state,
            session.tick(
                lanes.surroundings(state),
                nowNanos,
                run.statistics.receivedBytes() + session.bytesInHand()));
  }

  Effect<DownloadEvent, DownloadState> onLane(DownloadState state, LaneReport report) {
    if (!current(report.run())) {
      return run.effects.none();
    }
    if (writing()) {
      return onCurrent(state, report);
    }
    if (report instanceof LaneReport.Ended ended) {
      run.statistics.received(ended.received());
    }
    return run.effects.none();
  }

  private Effect<DownloadEvent, DownloadState> onCurrent(DownloadState state, LaneReport report) {
    if (run.step == DownloadRun.Step.FETCHING) {
      return act(state, session.onReport(report, System.nanoTime()));
    }
    if (report instanceof LaneReport.Ended ended) {
      session.onEndedByStop(ended, System.nanoTime());
    }
    return report instanceof LaneReport.Stopped stopped && session.lastStopped(stopped)
        ? stopped(state)
        : run.effects.none();
  }

  /** What is on disk is recorded, also while lanes are being stopped. */
  Effect<DownloadEvent, DownloadState> onFlush(DownloadState state, FlushReport report) {
    if (!current(report.run()) || !writing()) {
      return run.effects.none();
    }
    if (report instanceof FlushReport.Flushed flushed) {
      flushed.segments().stream()
          .filter(segment -> !state.ledger().accepts(segment))
          .forEach(twice -> doubtful.giveBack(twice.range()));
      return run.effects
          .persist(new DownloadEvent.RangesWritten(flushed.segments(), run.attempts.takeOrNull()))
          .thenRun(this::afterWritten);
    }
    if (run.step == DownloadRun.Step.FETCHING) {
      if (report instanceof FlushReport.FlushFailed failed) {
        return act(state, session.onFlushFailed(failed));
      }
      session.onFlushing();
    }
    return run.effects.none();
  }

  private boolean current(long reportedRun) {
    return session != null && session.run() == reportedRun;
  }

  private boolean writing() {
    return run.step == DownloadRun.Step.FETCHING || run.step == DownloadRun.Step.STOPPING;
  }

  /** Nobody writes any more when the file is verified. */
  private void afterWritten(DownloadState state) {
    if (run.step == DownloadRun.Step.FETCHING && state.allWritten()) {
      stopLanes(
          state,
          stopped -> {
            run.ending.verify(stopped);
            return run.effects.none();
          });
    }
  }

  private Effect<DownloadEvent, DownloadState> act(DownloadState state, Verdict verdict) {
    if (verdict instanceof Verdict.Fail fail) {
      return run.ending.fail(state, fail.failure());
    } else if (verdict instanceof Verdict.SourceChanged changed) {
      return stopLanes(state, stopped -> run.identification.changed(stopped, changed.failure()));
    } else if (verdict instanceof Verdict.Vanished vanished) {
      return stopLanes(state, stopped -> run.ending.discard(stopped, vanished.failure()));
    } else if (verdict instanceof Verdict.StreamComplete complete && !state.sizeKnown()) {
      return run.effects
          .persist(new DownloadEvent.SizeLearned(complete.position()))
          .thenRun(this::afterWritten);
    } else if (verdict instanceof Verdict.StreamBroken broken) {
      return stopLanes(state, stopped -> streamBroken(stopped, broken));
    } else if (verdict instanceof Verdict.RequeueMissing) {
      session.requeue(state.missing());
    }
    return run.effects.none();
  }

  private Effect<DownloadEvent, DownloadState> streamBroken(
      DownloadState state, Verdict.StreamBroken broken) {
    return run.retry(
        state,
        broken.failure(),
        ++streamFailures,
        broken.retryAfterMillis(),
        new DownloadCoordinator.StreamAgain());
  }

  Effect<DownloadEvent, DownloadState> onStreamAgain(DownloadState state) {
    return run.busy() ? run.preparation.fromNothing(state) : run.effects.none();
  }

  // How lanes are stopped.

  /** Ends all lanes, waits until what they wrote is recorded, then goes on. */
  Effect<DownloadEvent, DownloadState> stopLanes(
      DownloadState state, Function<DownloadState, Effect<DownloadEvent, DownloadState>> then) {
    if (!writing()) {
      return then.apply(state);
    }
    afterStop = then;
    if (run.step == DownloadRun.Step.FETCHING) {
      run.step = DownloadRun.Step.STOPPING;
      if (session.stopLanes() == 0) {
        return stopped(state);
      }
      run.timers.startSingleTimer(
          new DownloadCoordinator.LanesOverdue(session.run()), STOP_PATIENCE);
    }
    return run.effects.none();
  }

  /** The same for one whose node leaves. */
  Effect<DownloadEvent, DownloadState> leaveLanes(
      DownloadState state, Function<DownloadState, Effect<DownloadEvent, DownloadState>> then) {
    Effect<DownloadEvent, DownloadState> stopping = stopLanes(state, then);
    if (run.step == DownloadRun.Step.STOPPING) {
      run.timers.startSingleTimer(
          new DownloadCoordinator.LanesOverdue(session.run()), LEAVE_PATIENCE);
    }
    return stopping;
  }

  Effect<DownloadEvent, DownloadState> onLanesOverdue(DownloadState state, long overdueRun) {
    boolean waiting = run.step == DownloadRun.Step.STOPPING && session.run() == overdueRun;
    return waiting ? stopped(state) : run.effects.none();
  }

  private Effect<DownloadEvent, DownloadState> stopped(DownloadState state) {
    run.timers.cancel(new DownloadCoordinator.LanesOverdue(session.run()));
    run.step = DownloadRun.Step.BUSY;
    endSession();
    return afterStop.apply(state);
  }
}
