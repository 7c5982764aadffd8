package io.tributary.engine.submission;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.tributary.core.failure.Failure;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.JobCounts;
import io.tributary.engine.job.JobCoordinator;
import io.tributary.engine.job.JobEntities;
import io.tributary.engine.job.JobSpec;
import io.tributary.engine.job.JobUpdate;
import io.tributary.engine.submission.SubmissionQueue.Progress;
import java.util.Optional;

/** Speaks with the coordinator of a job. */
final class JobLink implements TurnLink {
  private final Allowance begunWith;
  private JobSpec spec;
  private final EntityRef<JobCoordinator.Command> coordinator;
  private final ActorRef<JobUpdate> updates;
  private final ActorContext<TurnWatcher.Message> context;

  JobLink(String id, JobSpec spec, ActorContext<TurnWatcher.Message> context) {
    this.spec = spec;
    this.begunWith = spec.allowance();
    this.context = context;
    this.coordinator = JobEntities.coordinator(context.getSystem(), spec.home(), id);
    this.updates =
        context.messageAdapter(JobUpdate.class, update -> new TurnWatcher.Heard(word(update)));
  }

  /** The coordinator cannot say that its node is away: it would be there. */
  @Override
  public void start() {
    Optional<Failure> obstacle = obstacle();
    if (obstacle.isPresent()) {
      Word over = new Word.Over(new TurnOutcome.Stopped(obstacle.get()));
      context.getSelf().tell(new TurnWatcher.Heard(over));
    } else {
      coordinator.tell(new JobCoordinator.Start(spec, updates));
    }
  }

  private Optional<Failure> obstacle() {
    return JobHome.obstacle(context.getSystem(), spec.home());
  }

  /** What is said to a node that is away would be kept for it, and heard in another turn. */
  private void tell(JobCoordinator.Command command) {
    if (obstacle().isEmpty()) {
      coordinator.tell(command);
    }
  }

  @Override
  public void allow(Allowance allowance) {
    if (allowance.isAfter(begunWith)) {
      spec = spec.withAllowance(allowance);
      tell(new JobCoordinator.Allow(allowance));
    }
  }

  @Override
  public void interrupt() {
    tell(new JobCoordinator.Interrupt());
  }

  @Override
  public void cancel() {
    tell(new JobCoordinator.Cancel());
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
