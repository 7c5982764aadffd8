package io.tributary.engine.job;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.api.JobProgress;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.caller.Caller;
import io.tributary.engine.caller.Watched;
import io.tributary.engine.caller.Watcher;
import io.tributary.engine.node.NodeResources;
import java.util.Optional;

/** Watches the coordinator of a job. */
public final class JobWatcher implements Watched<JobUpdate, JobResult, JobProgress> {
  private final JobSpec spec;
  private final String jobId;
  private final NodeResources node;
  private final EntityRef<JobCoordinator.Command> coordinator;

  private JobWatcher(JobSpec spec, String jobId, ActorSystem<?> system) {
    this.spec = spec;
    this.jobId = jobId;
    this.node = NodeResources.get(system);
    this.coordinator = JobEntities.coordinator(system, spec.home(), jobId);
  }

  /** What the caller of a job holds. */
  public static Caller<JobResult, JobProgress> caller(ActorSystem<?> system) {
    return new Caller<>(system, JobProgress.class);
  }

  public static Behavior<Watcher.Message> create(
      JobSpec spec, String jobId, ActorSystem<?> system, Caller<JobResult, JobProgress> caller) {
    return Watcher.create(new JobWatcher(spec, jobId, system), caller);
  }

  @Override
  public Class<JobUpdate> updates() {
    return JobUpdate.class;
  }

  @Override
  public void start(ActorRef<JobUpdate> watcher) {
    coordinator.tell(new JobCoordinator.Start(spec, watcher));
  }

  @Override
  public void interrupt() {
    coordinator.tell(new JobCoordinator.Interrupt());
  }

  @Override
  public void cancel() {
    coordinator.tell(new JobCoordinator.Cancel());
  }

  @Override
  public boolean hear(JobUpdate update, Caller<JobResult, JobProgress> caller) {
    if (update instanceof JobUpdate.Progressed progressed) {
      caller.offer(progressed.progress());
      return false;
    } else if (update instanceof JobUpdate.Finished finished) {
      caller.finish(finished.result());
    } else if (update instanceof JobUpdate.Ended ended) {
      caller.end(ended.failure(), ended.resumable());
    }
    return true;
  }

  @Override
  public Optional<Throwable> takeJournalFailure() {
    return node.takeJournalFailure(jobId);
  }

  @Override
  public String source() {
    return spec.source().locator();
  }

  @Override
  public Failure unusable(String reason) {
    return new Failure(
        FailureKind.STATE_UNUSABLE,
        "go on with the job in",
        spec.root(),
        reason,
        "see the log; --restart begins anew");
  }
}
