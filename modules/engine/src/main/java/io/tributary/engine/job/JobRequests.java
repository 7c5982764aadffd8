package io.tributary.engine.job;

import akka.actor.typed.ActorRef;
import akka.persistence.typed.javadsl.Effect;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.storage.file.FileDestination;
import java.nio.file.Path;

/** What is asked of a job: to begin, to go on, to be attached to. */
final class JobRequests {
  private final JobRun run;
  private final String home;
  private final String jobId;

  /**
   * @param home the node whose jobs these may be; empty for those to directories that nodes share
   */
  JobRequests(JobRun run, String home, String jobId) {
    this.run = run;
    this.home = home;
    this.jobId = jobId;
  }

  Effect<JobEvent, JobState> onStart(JobState state, JobCoordinator.Start start) {
    if (!start.spec().home().equals(home)) {
      // It would be another's job at the same time, under the same name in the journal.
      start.watcher().tell(new JobUpdate.Ended(misled(start.spec()), false));
      return run.idle() ? run.tooLate() : run.effects.none();
    }
    if (run.watchers.toldAgain(start.watcher())) {
      return run.effects.none();
    }
    if (run.leaving()) {
      // The shard keeps it until this entity is gone.
      JobEntities.coordinator(run.context.getSystem(), start.spec().home(), jobId).tell(start);
      return run.effects.none();
    }
    if (!run.idle()) {
      return attach(state, start);
    }
    if (state.isDone(start.spec())) {
      return tellResult(state, start.watcher());
    }
    boolean goesOn = state.goesOnWith(start.spec());
    JobSpec spec = goesOn ? start.spec().goingOnWith(state.spec()) : start.spec();
    return run.effects
        .persist(requested(spec, !goesOn))
        .thenRun(
            begun -> {
              run.watchers.add(start.watcher());
              run.begin(begun);
            });
  }

  private static Failure misled(JobSpec spec) {
    return new Failure(
        FailureKind.LOCAL_DISK,
        "download many objects to the disk of",
        spec.home(),
        "a node leads this that knows of no such jobs, since it is of an earlier version",
        "submit it again when all nodes are updated");
  }

  private static JobEvent requested(JobSpec spec, boolean anew) {
    return new JobEvent.Requested(
        spec,
        TemporarySuffix.newSeed(),
        FileDestination.newTemporaryName(Path.of(spec.root(), ".job")),
        JobReceipt.newTemporaryName(spec),
        anew);
  }

  /**
   * After a standstill: whether the job is still this node's, the journal says by taking an event.
   * What was under way is looked at anew.
   */
  Effect<JobEvent, JobState> again(JobState state) {
    if (!run.tools.receipt.idle()) {
      // What is being written has to come to its end first: at the next tick.
      return run.effects.none();
    }
    run.release();
    return run.effects.persist(requested(state.spec(), false)).thenRun(run::begin);
  }

  /**
   * The very request that led to the end, said again by somebody who has not heard of it: its
   * access id is new whenever somebody wants the objects anew.
   */
  private Effect<JobEvent, JobState> tellResult(JobState state, ActorRef<JobUpdate> watcher) {
    watcher.tell(new JobUpdate.Finished(state.result(0)));
    return run.tooLate();
  }

  private Effect<JobEvent, JobState> attach(JobState state, JobCoordinator.Start start) {
    if (run.stopping()) {
      // There is room for it when this has stopped: whoever hears nothing asks again.
      return run.effects.none();
    }
    if (start.spec().goesOnWith(state.spec()) && run.watchers.add(start.watcher())) {
      if (start.spec().isSameRequest(state.spec())) {
        run.hold(start.spec().allowance());
      }
      return run.effects.none();
    }
    Failure busy =
        new Failure(
            FailureKind.DESTINATION_BUSY,
            "download to",
            start.spec().root(),
            state.spec().source().locator() + " is being downloaded to it",
            "wait for it to end, or choose another directory");
    start.watcher().tell(new JobUpdate.Ended(busy, false));
    return run.effects.none();
  }
}
