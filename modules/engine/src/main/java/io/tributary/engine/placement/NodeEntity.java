package io.tributary.engine.placement;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * How an entity that works for one node goes to sleep when it has nothing to do. Confined to the
 * entity's thread.
 *
 * @param <C> what it is told
 */
public final class NodeEntity<C> {
  private final ActorContext<C> context;
  private final EntityTypeKey<C> type;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private boolean leaving;

  /** Makes the entity. */
  @FunctionalInterface
  public interface Maker<C> {
    Behavior<C> make(ActorContext<C> context, TimerScheduler<C> timers, NodeEntity<C> entity);
  }

  private NodeEntity(
      ActorContext<C> context,
      EntityTypeKey<C> type,
      ActorRef<ClusterSharding.ShardCommand> shard) {
    this.context = context;
    this.type = type;
    this.shard = shard;
  }

  /**
   * @param entityId names the node that is to work. When that is gone, sharding puts the entity on
   *     another node: there it does nothing and answers nobody.
   */
  public static <C> Behavior<C> create(
      EntityTypeKey<C> type,
      String entityId,
      ActorRef<ClusterSharding.ShardCommand> shard,
      Maker<C> maker) {
    NodeId meant = NodeShards.node(entityId);
    return Behaviors.setup(
        context ->
            Placement.get(context.getSystem()).self().equals(meant)
                ? Behaviors.withTimers(
                    timers -> maker.make(context, timers, new NodeEntity<>(context, type, shard)))
                : Behaviors.stopped());
  }

  /** Whether it has asked to be put to sleep: what comes until then is for whoever follows. */
  public boolean leaving() {
    return leaving;
  }

  /** Asks, once, to be put to sleep. */
  public void sleep() {
    if (!leaving) {
      leaving = true;
      shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
    }
  }

  /** To whoever follows: the shard keeps it until this entity is gone. */
  public void passOn(String entityId, C message) {
    ClusterSharding.get(context.getSystem()).entityRefFor(type, entityId).tell(message);
  }
}
