package io.tributary.engine.job;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.placement.NameAllocation;
import io.tributary.engine.placement.NameShards;
import io.tributary.engine.placement.Placement;

/**
 * Where the coordinators of jobs are: anywhere, for a directory that nodes share; otherwise on the
 * node whose disk it is, since they write there themselves. Thread-safe.
 */
public final class JobEntities {
  private static final EntityTypeKey<JobCoordinator.Command> AT_HOME =
      EntityTypeKey.create(JobCoordinator.Command.class, "HomeJob");

  private JobEntities() {}

  /** Starts this node's part in it; to be called once. */
  public static void init(ActorSystem<?> system) {
    ClusterSharding.get(system)
        .init(
            Entity.of(
                    JobCoordinator.TYPE,
                    entity -> JobCoordinator.create("", entity.getEntityId(), entity.getShard()))
                .withRole(Placement.COORDINATOR)
                .withStopMessage(new JobCoordinator.Leave()));
    if (mayHaveHomes(system)) {
      initAtHome(system);
    }
  }

  /** A program that downloads for itself starts without what it has no use for. */
  private static boolean mayHaveHomes(ActorSystem<?> system) {
    return NodeResources.get(system).sharesJournal()
        || Placement.get(system).selfName().isPresent();
  }

  private static void initAtHome(ActorSystem<?> system) {
    ClusterSharding.get(system)
        .init(
            Entity.of(
                    AT_HOME,
                    entity ->
                        JobCoordinator.create(
                            NameShards.name(entity.getEntityId()),
                            NameShards.rest(entity.getEntityId()),
                            entity.getShard()))
                .withRole(Placement.COORDINATOR)
                .withMessageExtractor(new NameShards<JobCoordinator.Command>())
                .withAllocationStrategy(new NameAllocation(system))
                .withStopMessage(new JobCoordinator.Leave()));
  }

  /**
   * The coordinator of a job.
   *
   * @param home the node whose disk its directory is on; empty for one that nodes share
   */
  public static EntityRef<JobCoordinator.Command> coordinator(
      ActorSystem<?> system, String home, String jobId) {
    ClusterSharding sharding = ClusterSharding.get(system);
    if (home.isEmpty()) {
      return sharding.entityRefFor(JobCoordinator.TYPE, jobId);
    }
    if (!mayHaveHomes(system)) {
      initAtHome(system);
    }
    return sharding.entityRefFor(AT_HOME, NameShards.entityId(home, jobId));
  }
}
