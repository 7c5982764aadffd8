package io.tributary.engine.submission;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.JobCounts;
import io.tributary.engine.job.JobCoordinator;
import io.tributary.engine.job.JobSpec;
import io.tributary.engine.job.JobUpdate;
import io.tributary.engine.submission.SubmissionQueue.Progress;

/** Speaks with the coordinator of a job. */
final class JobLink implements TurnLink {
  private final Allowance begunWith;
  private JobSpec spec;
  private final EntityRef<JobCoordinator.Command> coordinator;
  private final ActorRef<JobUpdate> updates;

  JobLink(String id, JobSpec spec, ActorContext<TurnWatcher.Message> context) {
    this.spec = spec;
    this.begunWith = spec.allowance();
    this.coordinator =
        ClusterSharding.get(context.getSystem()).entityRefFor(JobCoordinator.TYPE, id);
    this.updates =
        context.messageAdapter(JobUpdate.class, update -> new TurnWatcher.Heard(word(update)));
  }

  @Override
  public void start() {
    coordinator.tell(new JobCoordinator.Start(spec, updates));
  }

  @Override
  public void allow(Allowance allowance) {
    if (allowance.isAfter(begunWith)) {
      spec = spec.withAllowance(allowance);
      coordinator.tell(new JobCoordinator.Allow(allowance));
    }
  }

  @Override
  public void interrupt() {
    coordinator.tell(new JobCoordinator.Interrupt());
  }

  @Override
  public void cancel() {
    coordinator.tell(new JobCoordinator.Cancel());
  }

  static Word word(JobUpdate update) {
    if (update instanceof JobUpdate.Progressed progressed) {
      long bytes = bytes(progressed.progress().counts());
      return new Word.Moved(new Progress(bytes, -1, progressed.progress()));
    } else if (update instanceof JobUpdate.Finished finished) {
      return new Word.Over(
          new TurnOutcome.Done(finished.result(), bytes(finished.result().counts())));
    }
    return new Word.Over(new TurnOutcome.Stopped(((JobUpdate.Ended) update).failure()));
  }

  private static long bytes(JobCounts counts) {
    return counts.bytesFetched() + counts.bytesKept();
  }
}
