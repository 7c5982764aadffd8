package io.tributary.engine.placement;

import akka.actor.ActorRef;
import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.Cluster;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.ShardCoordinator;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Puts the shard of a node on that node, and nowhere else while the node is a member. What is said
 * to a node that is gone for good goes to whoever says it: its id is never used again, and an
 * entity that finds itself elsewhere stops.
 */
public final class NodeAllocation extends ShardCoordinator.AbstractShardAllocationStrategy {
  private static final Set<MemberStatus> LEAVING =
      Set.of(
          MemberStatus.leaving(),
          MemberStatus.exiting(),
          MemberStatus.down(),
          MemberStatus.removed());

  private final Cluster cluster;
  private final ActorRef nowhere;

  public NodeAllocation(ActorSystem<?> system) {
    cluster = Cluster.get(Adapter.toClassic(system));
    nowhere = Adapter.toClassic(system).deadLetters();
  }

  @Override
  public Future<ActorRef> allocateShard(
      ActorRef requester, String shard, Map<ActorRef, IndexedSeq<String>> regions) {
    return Future.successful(home(shard, regions.keySet()).orElse(elsewhere(requester, regions)));
  }

  /**
   * To whoever asks, or to anybody: a region that is shutting down is none of the regions, and
   * waits with its node until it is rid of what was said to its own shard too late.
   */
  private ActorRef elsewhere(ActorRef requester, Map<ActorRef, IndexedSeq<String>> regions) {
    return regions.containsKey(requester)
        ? requester
        : regions.keySet().stream().min(Comparator.naturalOrder()).orElse(nowhere);
  }

  /**
   * Where the shard belongs: nowhere yet when its node has not registered; empty when it is gone,
   * or leaves and takes nothing any more.
   */
  private Optional<ActorRef> home(String shard, Set<ActorRef> regions) {
    return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
        .filter(member -> NodeId.of(member.uniqueAddress()).text().equals(shard))
        .findFirst()
        .flatMap(member -> home(member, regions));
  }

  private Optional<ActorRef> home(Member member, Set<ActorRef> regions) {
    Optional<ActorRef> there = regionOf(member, regions, cluster);
    return there.isPresent() || LEAVING.contains(member.status()) ? there : Optional.of(nowhere);
  }

  static Optional<ActorRef> regionOf(Member member, Set<ActorRef> regions, Cluster cluster) {
    return regions.stream()
        .filter(region -> addressOf(region, cluster).equals(member.address()))
        .findFirst();
  }

  private static Address addressOf(ActorRef region, Cluster cluster) {
    Address address = region.path().address();
    return address.hasLocalScope() ? cluster.selfAddress() : address;
  }

  /** Only what came to the wrong place, because its node was not known to be a member yet. */
  @Override
  public Future<Set<String>> rebalance(
      Map<ActorRef, IndexedSeq<String>> regions, Set<String> moving) {
    Set<String> misplaced = new HashSet<>();
    regions.forEach(
        (region, shards) ->
            CollectionConverters.asJava(shards).stream()
                .filter(shard -> !moving.contains(shard))
                .filter(shard -> belongsElsewhere(shard, region, regions.keySet()))
                .forEach(misplaced::add));
    return Future.successful(misplaced);
  }

  private boolean belongsElsewhere(String shard, ActorRef region, Set<ActorRef> regions) {
    Optional<ActorRef> home = home(shard, regions);
    return home.isPresent() && !home.get().equals(nowhere) && !home.get().equals(region);
  }
}
