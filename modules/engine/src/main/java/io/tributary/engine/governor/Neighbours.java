package io.tributary.engine.governor;

import akka.actor.ActorRef;
import akka.actor.RootActorPath;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.Cluster;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import io.tributary.engine.placement.Placement;
import io.tributary.engine.serialization.TributarySerializable;

/**
 * The governors of the other nodes. What is said to them may be lost: then they find out by
 * themselves. Thread-safe.
 */
final class Neighbours {
  private final ActorSystem<?> system;

  Neighbours(ActorSystem<?> system) {
    this.system = system;
  }

  /** Tells all that fetch and can be reached. */
  void tell(TributarySerializable word) {
    akka.actor.ActorSystem classic = Adapter.toClassic(system);
    Cluster cluster = Cluster.get(classic);
    CurrentClusterState state = cluster.state();
    for (Member member : state.getMembers()) {
      boolean there =
          member.status() == MemberStatus.up()
              && member.hasRole(Placement.FETCHER)
              && !state.getUnreachable().contains(member)
              && !member.uniqueAddress().equals(cluster.selfUniqueAddress());
      if (there) {
        classic
            .actorSelection(
                new RootActorPath(member.address(), "/").child("system").child(GovernorActor.NAME))
            .tell(word, ActorRef.noSender());
      }
    }
  }
}
