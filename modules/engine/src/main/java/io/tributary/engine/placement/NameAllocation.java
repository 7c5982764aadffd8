package io.tributary.engine.placement;

import akka.actor.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.Cluster;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.ShardCoordinator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;

/**
 * Puts the shard of a name on the node that has it, and nowhere else: while there is none, what is
 * said to its entities waits where it is said. A shard moves only when its node is gone, or gives
 * it up to leave. Names are told apart by whoever gives them: of two nodes of one name either may
 * have it.
 */
public final class NameAllocation extends ShardCoordinator.AbstractShardAllocationStrategy {
  private final Cluster cluster;

  /** No region: nothing is allocated, and whoever asked asks again. */
  private final ActorRef nowhere;

  public NameAllocation(ActorSystem<?> system) {
    cluster = Cluster.get(Adapter.toClassic(system));
    nowhere = Adapter.toClassic(system).deadLetters();
  }

  @Override
  public Future<ActorRef> allocateShard(
      ActorRef requester, String shard, Map<ActorRef, IndexedSeq<String>> regions) {
    return Future.successful(
        named(shard)
            .flatMap(member -> NodeAllocation.regionOf(member, regions.keySet(), cluster))
            .orElse(nowhere));
  }

  private Optional<Member> named(String name) {
    CurrentClusterState state = cluster.state();
    return Placement.member(
            name,
            StreamSupport.stream(state.getMembers().spliterator(), false),
            state.getUnreachable())
        .filter(member -> member.status() == MemberStatus.up());
  }

  /** Each is where it belongs. */
  @Override
  public Future<Set<String>> rebalance(
      Map<ActorRef, IndexedSeq<String>> regions, Set<String> moving) {
    return Future.successful(Set.of());
  }
}
