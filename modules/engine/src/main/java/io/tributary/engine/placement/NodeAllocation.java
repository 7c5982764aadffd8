package io.tributary.engine.placement;

import akka.actor.ActorRef;
import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.Cluster;
import akka.cluster.Member;
import akka.cluster.sharding.ShardCoordinator;
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
 * to a node that is gone for good goes to whoever says it: its id is never used again, so all that
 * can come of it is an entity that goes back to sleep.
 */
public final class NodeAllocation extends ShardCoordinator.AbstractShardAllocationStrategy {
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

  private ActorRef elsewhere(ActorRef requester, Map<ActorRef, IndexedSeq<String>> regions) {
    // Not a region: then the shard stays unallocated, and whoever asked for it asks again.
    return regions.containsKey(requester) ? requester : nowhere;
  }

  /**
   * Where the shard belongs: nowhere yet when its node has not registered; empty when it is gone.
   */
  private Optional<ActorRef> home(String shard, Set<ActorRef> regions) {
    Optional<Address> address =
        StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
            .map(Member::uniqueAddress)
            .filter(member -> NodeId.of(member).text().equals(shard))
            .map(akka.cluster.UniqueAddress::address)
            .findFirst();
    return address.map(
        wanted ->
            regions.stream()
                .filter(region -> addressOf(region).equals(wanted))
                .findFirst()
                .orElse(nowhere));
  }

  private Address addressOf(ActorRef region) {
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
