package io.tributary.engine.job;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.placement.NodeShards;

/** Reaches the nodes that work on a job, through sharding. */
final class WorkerLink implements JobWorkers.Link {
  private final JobState state;
  private final String jobId;
  private final long run;
  private final ClusterSharding sharding;
  private final ActorRef<BatchReport> reports;

  /**
   * @param state as the run began
   */
  WorkerLink(JobState state, String jobId, long run, ActorContext<JobCoordinator.Command> context) {
    this.state = state;
    this.jobId = jobId;
    this.run = run;
    this.sharding = ClusterSharding.get(context.getSystem());
    this.reports = context.messageAdapter(BatchReport.class, JobCoordinator.Report::new);
  }

  @Override
  public void begin(NodeId node, int requests) {
    JobWork work =
        new JobWork(
            jobId,
            run,
            node,
            state.spec().withRequests(requests),
            state.names().seed(),
            state.epoch(),
            state.names().marker());
    tell(node, new BatchWorker.Begin(work, reports));
  }

  @Override
  public void bring(NodeId node, int take, Batch batch) {
    tell(node, new BatchWorker.Bring(run, take, batch));
  }

  @Override
  public void forget(NodeId node, long batch) {
    tell(node, new BatchWorker.Forget(run, batch));
  }

  @Override
  public void alive(NodeId node, long beatNanos, int requests) {
    tell(node, new BatchWorker.Alive(run, beatNanos, requests));
  }

  @Override
  public void stop(NodeId node) {
    tell(node, new BatchWorker.Stop(run));
  }

  private void tell(NodeId node, BatchWorker.Command command) {
    sharding.entityRefFor(BatchWorker.TYPE, NodeShards.entityId(node, jobId)).tell(command);
  }
}
