package io.tributary.engine.download;

import akka.persistence.typed.javadsl.Effect;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.api.DownloadProgress.Phase;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.source.OpenSources;
import java.util.List;

/**
 * The last stage of a run: verified and published, or stopped, with what is on disk kept or not.
 */
final class Ending {
  /** Ranges that are found bad on disk after they had been written. */
  private static final int MOST_REPAIRS = 2;

  private final DownloadRun run;
  private int repairs;
  private boolean cancelled;

  Ending(DownloadRun run) {
    this.run = run;
  }

  void reset() {
    repairs = 0;
    cancelled = false;
  }

  void verify(DownloadState state) {
    run.step = DownloadRun.Step.BUSY;
    run.watchers.phase(Phase.VERIFYING);
    run.pipe(
        run.disk.verify(state, run.fetching.doubtful()), DownloadCoordinator.VerificationDone::new);
  }

  Effect<DownloadEvent, DownloadState> onVerificationDone(
      DownloadState state, Verification.Outcome outcome) {
    if (!run.busy()) {
      return run.effects.none();
    }
    if (outcome instanceof Verification.Outcome.Right right) {
      return run.effects
          .persist(right.verified().with(run.attempts.takeOrNull()))
          .thenRun(this::publish);
    }
    Verification.Outcome.Wrong wrong = (Verification.Outcome.Wrong) outcome;
    run.observer().verificationFailed();
    if (!wrong.bad().isEmpty() && state.ranges() && ++repairs <= MOST_REPAIRS) {
      return run.preparation.repair(wrong.bad());
    }
    if (!wrong.sourceAgrees() && state.startsOver() < DownloadRun.MOST_STARTS_OVER) {
      return run.identification.startOver(state, wrong.failure().reason());
    }
    return discard(state, wrong.failure());
  }

  private void publish(DownloadState state) {
    run.watchers.phase(Phase.PUBLISHING);
    run.pipe(run.disk.publish(state), done -> new DownloadCoordinator.Published());
  }

  Effect<DownloadEvent, DownloadState> onPublished(DownloadState state) {
    if (!run.busy()) {
      return run.effects.none();
    }
    long sizeBytes = state.verifiedOrNull().sizeBytes();
    DownloadUpdate last = finished(state, DownloadResult.Outcome.COMPLETED, sizeBytes);
    return run.effects.persist(new DownloadEvent.Completed()).thenRun(() -> run.over(last));
  }

  /** The file that is there is good enough; what an earlier run left beside it is not needed. */
  Effect<DownloadEvent, DownloadState> skip(DownloadState state, long sizeBytes) {
    run.step = DownloadRun.Step.ENDING;
    DownloadUpdate last = finished(state, DownloadResult.Outcome.SKIPPED, sizeBytes);
    return run.effects.persist(new DownloadEvent.Completed()).thenRun(() -> discarded(state, last));
  }

  private DownloadUpdate finished(
      DownloadState state, DownloadResult.Outcome outcome, long sizeBytes) {
    return new DownloadUpdate.Finished(
        Results.of(state, outcome, sizeBytes, run.statistics, System.nanoTime()));
  }

  Effect<DownloadEvent, DownloadState> onStepFailed(DownloadState state, Throwable thrown) {
    return run.stoppable() ? fail(state, run.failure(state, thrown)) : run.effects.none();
  }

  /** Stops; what is on disk is kept, if there is anything to go on from. */
  Effect<DownloadEvent, DownloadState> fail(DownloadState state, Failure failure) {
    return run.fetching.stopLanes(state, stopped -> stop(stopped, failure));
  }

  private Effect<DownloadEvent, DownloadState> stop(DownloadState state, Failure failure) {
    boolean resumable = state.hasTemporaryFile();
    if (failure.kind() == FailureKind.HOME_AWAY) {
      // Only interrupted, as by a crash: what is on a disk that is away cannot be deleted now, and
      // must not be forgotten.
      run.over(new DownloadUpdate.Ended(failure, resumable));
      return run.effects.none();
    }
    // A job does not wait for an archive, and after it nobody knows of what it has left.
    boolean archived =
        failure.kind() == FailureKind.ARCHIVED
            && OpenSources.placeOf(state.spec().source()).isPresent();
    boolean worthless = archived || state.ledger().coveredBytes() == 0 || !state.ranges();
    if (resumable && worthless) {
      return discard(state, failure);
    }
    return run.effects
        .persist(new DownloadEvent.Stopped(failure, run.attempts.takeOrNull()))
        .thenRun(ended -> run.over(new DownloadUpdate.Ended(failure, resumable)));
  }

  /** Stops with nothing kept: what is on disk is worth nothing. */
  Effect<DownloadEvent, DownloadState> discard(DownloadState state, Failure failure) {
    run.step = DownloadRun.Step.ENDING;
    return run.effects
        .persist(
            List.of(
                new DownloadEvent.StartedOver(failure.reason()),
                new DownloadEvent.Stopped(failure, run.attempts.takeOrNull())))
        .thenRun(() -> discarded(state, new DownloadUpdate.Ended(failure, false)));
  }

  /** Whoever hears the end finds nothing left. */
  private void discarded(DownloadState before, DownloadUpdate last) {
    run.pipe(run.abandon(before), (done, ignored) -> new DownloadCoordinator.Discarded(last));
  }

  Effect<DownloadEvent, DownloadState> onDiscarded(DownloadUpdate last) {
    if (run.step == DownloadRun.Step.ENDING) {
      run.over(last);
    }
    return run.effects.none();
  }

  Effect<DownloadEvent, DownloadState> onInterrupt(DownloadState state) {
    if (cancelled && run.stoppable()) {
      // It ends already, and nothing was to be kept.
      return run.effects.none();
    }
    return run.stoppable() ? fail(state, stoppedBecause(state, "interrupted")) : run.tooLate();
  }

  Effect<DownloadEvent, DownloadState> onCancel(DownloadState state) {
    if (!run.stoppable()) {
      return run.tooLate();
    }
    cancelled = true;
    Failure failure = stoppedBecause(state, "cancelled");
    return run.fetching.stopLanes(
        state,
        stopped -> stopped.hasTemporaryFile() ? discard(stopped, failure) : stop(stopped, failure));
  }

  private static Failure stoppedBecause(DownloadState state, String what) {
    return new Failure(
        FailureKind.INTERRUPTED, "finish", state.spec().source().locator(), "it was " + what, "");
  }
}
