package io.tributary.engine.download;

import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EffectBuilder;
import io.tributary.core.identity.Identity;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.api.DownloadProgress.Phase;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.lane.LaneReport;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The middle stage of a run: the temporary file, the lanes that fill it, and how they are stopped.
 */
final class Fetching {
  private static final Duration TICK = Duration.ofMillis(250);

  /** Lanes that do not answer a stop within this time are not waited for. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  private final DownloadRun run;
  private final Lanes lanes;
  private FetchSession session;
  private int streamFailures;
  private int lanesToStop;
  private Function<DownloadState, Effect<DownloadEvent, DownloadState>> afterStop;

  Fetching(DownloadRun run, Lanes lanes) {
    this.run = run;
    this.lanes = lanes;
  }

  void reset() {
    session = null;
    streamFailures = 0;
    lanesToStop = 0;
  }

  FetchSession session() {
    return session;
  }

  void leave() {
    if (session != null) {
      session.stopLanes();
    }
  }

  // What is on disk, and what must get there.

  private void prepare(DownloadState state) {
    run.pipe(run.disk.prepare(state), done -> new DownloadCoordinator.Prepared());
  }

  Effect<DownloadEvent, DownloadState> onPrepared(DownloadState state) {
    if (run.busy()) {
      goOn(state);
    }
    return run.effects.none();
  }

  Effect<DownloadEvent, DownloadState> onInspected(
      DownloadState state, DiskSteps.Leftover leftover) {
    if (!run.busy()) {
      return run.effects.none();
    }
    if (leftover instanceof DiskSteps.Leftover.AlreadyPublished) {
      run.statistics.resumed(state.verifiedOrNull().sizeBytes());
      return run.ending.onPublished(state);
    } else if (leftover instanceof DiskSteps.Leftover.Found found && found.bad().isEmpty()) {
      resume(state);
      return run.effects.none();
    } else if (leftover instanceof DiskSteps.Leftover.Found found) {
      note("some of what was on disk is not what was written: fetching it again");
      return lost(found.bad()).thenRun(this::resume);
    }
    return fromNothing(state);
  }

  private void resume(DownloadState state) {
    run.statistics.resumed(state.ledger().coveredBytes());
    goOn(state);
  }

  /** Fetches again what was found on disk, at the end, not to be right. */
  Effect<DownloadEvent, DownloadState> repair(List<ByteRange> bad) {
    note("some of what is on disk is not what was written: fetching it again");
    return lost(bad)
        .thenRun(
            state -> {
              run.statistics.resumed(
                  Math.min(run.statistics.resumedBytes(), state.ledger().coveredBytes()));
              goOn(state);
            });
  }

  private void note(String text) {
    run.statistics.note(text);
  }

  private EffectBuilder<DownloadEvent, DownloadState> lost(List<ByteRange> bad) {
    return run.effects.persist(new DownloadEvent.RangesLost(bad));
  }

  /**
   * The same object into another file. Never into one of the same name: a lane that was not heard
   * of any more may have the old one open, and nodes share what they have open by its name.
   */
  private Effect<DownloadEvent, DownloadState> fromNothing(DownloadState state) {
    run.abandon(state);
    long end = state.ranges() ? state.wantedEnd() : state.identity().sizeBytes();
    return begin(state, state.identity(), state.ranges(), new Wanted(state.wantedStart(), end));
  }

  /** The object is known: its bytes go to a new temporary file. */
  Effect<DownloadEvent, DownloadState> begin(
      DownloadState state, Identity identity, boolean ranges, Wanted wanted) {
    String name = DiskSteps.newTemporaryName(state.spec());
    return run.effects
        .persist(new DownloadEvent.Identified(identity, ranges, wanted.start(), wanted.end(), name))
        .thenRun(this::prepare);
  }

  private void goOn(DownloadState state) {
    if (state.allWritten()) {
      run.ending.verify(state);
    } else {
      run.step = DownloadRun.Step.FETCHING;
      run.watchers.phase(Phase.FETCHING);
      session = lanes.session(state, run.statistics, run.random);
      run.timers.startTimerAtFixedRate(new DownloadCoordinator.Tick(), TICK);
      session.start(System.nanoTime());
    }
  }

  // What lanes report.

  Effect<DownloadEvent, DownloadState> onTick(DownloadState state) {
    long nowNanos = System.nanoTime();
    run.watchers.progress(state, run.statistics, session, nowNanos);
    return run.step == DownloadRun.Step.FETCHING
        ? act(state, session.tick(nowNanos, run.statistics.receivedBytes() + session.bytesInHand()))
        : run.effects.none();
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
      run.statistics.received(ended.received());
    }
    return report instanceof LaneReport.Stopped ? onLaneStopped(state) : run.effects.none();
  }

  /** What is on disk is recorded, also while lanes are being stopped. */
  Effect<DownloadEvent, DownloadState> onFlush(DownloadState state, FlushReport report) {
    if (!current(report.run()) || !writing()) {
      return run.effects.none();
    }
    if (report instanceof FlushReport.Flushed flushed) {
      return run.effects
          .persist(new DownloadEvent.RangesWritten(flushed.segments()))
          .thenRun(this::afterWritten);
    }
    FlushReport.FlushFailed failed = (FlushReport.FlushFailed) report;
    return run.step == DownloadRun.Step.FETCHING
        ? act(state, session.onFlushFailed(failed))
        : run.effects.none();
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
    return run.busy() ? fromNothing(state) : run.effects.none();
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
      lanesToStop = session.stopLanes();
      run.timers.startSingleTimer(
          new DownloadCoordinator.LanesOverdue(session.run()), STOP_PATIENCE);
    }
    return run.effects.none();
  }

  private Effect<DownloadEvent, DownloadState> onLaneStopped(DownloadState state) {
    lanesToStop--;
    return lanesToStop == 0 ? stopped(state) : run.effects.none();
  }

  Effect<DownloadEvent, DownloadState> onLanesOverdue(DownloadState state, long overdueRun) {
    boolean waiting = run.step == DownloadRun.Step.STOPPING && session.run() == overdueRun;
    return waiting ? stopped(state) : run.effects.none();
  }

  private Effect<DownloadEvent, DownloadState> stopped(DownloadState state) {
    run.timers.cancel(new DownloadCoordinator.LanesOverdue(session.run()));
    run.step = DownloadRun.Step.BUSY;
    session = null;
    return afterStop.apply(state);
  }
}
