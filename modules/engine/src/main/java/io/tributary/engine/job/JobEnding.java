package io.tributary.engine.job;

import akka.persistence.typed.javadsl.Effect;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.time.Duration;
import java.util.List;

/** How a job ends: finished, stopped to go on later, cancelled, or gone to another node. */
final class JobEnding {
  /** Downloads that are told to stop flush and record first. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final JobRun run;

  /** Why it stops; null as long as it does not. */
  private Failure failureOrNull;

  private long stoppedNanos;

  /** What was recorded when it was cancelled; null unless it was. */
  private JobState cancelledOrNull;

  JobEnding(JobRun run) {
    this.run = run;
  }

  void reset() {
    failureOrNull = null;
    cancelledOrNull = null;
  }

  Effect<JobEvent, JobState> finishIfDone(JobState state) {
    if (!run.working() || !state.allDone() || state.status() != JobState.Status.REQUESTED) {
      return run.effects.none();
    }
    if (state.awaitsRestores()) {
      run.planning.lookAgain(state, System.nanoTime());
      return run.effects.none();
    }
    run.step = JobRun.Step.FINISHING;
    long number = run.tools.number;
    run.pipe(run.tools.finish(state), unused -> new JobCoordinator.Finished(number));
    return run.effects.none();
  }

  /** What is there only while a job runs is gone, and the receipt has its name. */
  Effect<JobEvent, JobState> onFinished() {
    double seconds = run.tools.seconds(System.nanoTime());
    return run.effects
        .persist(new JobEvent.Completed())
        .thenRun(state -> run.over(new JobUpdate.Finished(state.result(seconds))));
  }

  Effect<JobEvent, JobState> onInterrupt(JobState state) {
    return switch (run.step) {
      case IDLE -> run.tooLate();
      case FINISHING, RECORDED -> run.effects.none();
      case WORKING, STOPPING -> onFailed(state, interrupted(state));
    };
  }

  private static Failure interrupted(JobState state) {
    return new Failure(
        FailureKind.INTERRUPTED,
        "finish",
        state.spec().source().locator(),
        "it was stopped",
        "run the same command again to go on");
  }

  /** Everything stops; what is recorded stays. */
  Effect<JobEvent, JobState> onFailed(JobState state, Failure failure) {
    if (!run.stopping()) {
      if (!run.tools.watch.awake(System.nanoTime())) {
        return run.requests.again(state);
      }
      stop(state, failure);
    }
    return stoppedIfQuiet();
  }

  private void stop(JobState state, Failure failure) {
    run.step = JobRun.Step.STOPPING;
    failureOrNull = failure;
    stoppedNanos = System.nanoTime();
    run.tools.workers.stop();
    run.tools.large.stop(state.epoch() > 1 ? state.open() : List.of());
  }

  /** Everything stops, and nothing that is recorded counts any more. */
  Effect<JobEvent, JobState> onCancel(JobState state) {
    return switch (run.step) {
      case IDLE -> run.tooLate();
      case FINISHING, RECORDED -> run.effects.none();
      case WORKING, STOPPING -> cancel(state);
    };
  }

  /** Whether what is under way is being deleted. */
  boolean cancels() {
    return run.step == JobRun.Step.STOPPING && cancelledOrNull != null;
  }

  private Effect<JobEvent, JobState> cancel(JobState state) {
    if (!run.stopping()) {
      stop(
          state,
          new Failure(
              FailureKind.INTERRUPTED,
              "finish",
              state.spec().source().locator(),
              "it was cancelled",
              ""));
    }
    if (cancelledOrNull == null) {
      // Said again and again until it is over.
      cancelledOrNull = state;
      run.tools.large.cancel(state.open());
    }
    return stoppedIfQuiet();
  }

  /** To be asked again and again while it stops. */
  Effect<JobEvent, JobState> stoppedIfQuiet() {
    boolean late = System.nanoTime() - stoppedNanos > PATIENCE.toNanos();
    // Whoever goes on cuts the receipt: nothing may be written to it by then, however late it is.
    boolean mayGo = run.tools.receipt.idle() && (run.handedOff || late || run.tools.large.idle());
    if (run.step != JobRun.Step.STOPPING || !mayGo) {
      return run.effects.none();
    }
    if (run.handedOff) {
      return gone();
    }
    run.step = JobRun.Step.RECORDED;
    if (cancelledOrNull != null) {
      return discard();
    }
    JobUpdate last = new JobUpdate.Ended(failureOrNull, true);
    return run.effects
        .persist(new JobEvent.Stopped(failureOrNull))
        .thenRun(
            state -> {
              // What was brought since the last look is shown as long as it rests.
              run.watchers.tell(new JobUpdate.Progressed(JobStatus.idle(state).progress()));
              run.over(last);
            });
  }

  /** Whoever hears the end finds nothing left. */
  private Effect<JobEvent, JobState> discard() {
    long number = run.tools.number;
    run.context.pipeToSelf(
        run.tools.discard(cancelledOrNull),
        (done, ignored) -> new JobCoordinator.Discarded(number));
    return run.effects.none();
  }

  Effect<JobEvent, JobState> onDiscarded() {
    JobUpdate last = new JobUpdate.Ended(failureOrNull, false);
    return run.effects.persist(new JobEvent.Cancelled()).thenRun(unused -> run.over(last));
  }

  /** Whoever goes on cuts the receipt to what is recorded: nothing may be written to it then. */
  Effect<JobEvent, JobState> onLeave(JobState state) {
    run.handedOff = true;
    if (run.idle() || run.tools.receipt.idle()) {
      return gone();
    }
    if (!run.stopping()) {
      stop(state, interrupted(state));
    }
    return stoppedIfQuiet();
  }

  /** Whoever watches hears nothing more, and asks again. */
  private Effect<JobEvent, JobState> gone() {
    run.release();
    return run.effects.stop();
  }
}
