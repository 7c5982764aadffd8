package io.tributary.server.control;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The members of the cluster, as this node sees them. */
final class ClusterView {
  private static final String NAME = "name:";

  private final Cluster cluster;

  ClusterView(ActorSystem<?> system) {
    this.cluster = Cluster.get(system);
  }

  boolean up() {
    return cluster.selfMember().status() == MemberStatus.up();
  }

  ObjectNode json() {
    CurrentClusterState state = cluster.state();
    Member self = cluster.selfMember();
    ObjectNode json =
        Json.object()
            .put("cluster", self.address().system())
            .put("self", name(self))
            .put("leader", state.getLeader() == null ? null : hostPort(state.getLeader()));
    ArrayNode nodes = json.putArray("nodes");
    for (Member member : state.getMembers()) {
      nodes.add(node(member, !state.getUnreachable().contains(member)));
    }
    return json;
  }

  private static ObjectNode node(Member member, boolean reachable) {
    ObjectNode node =
        Json.object()
            .put("name", name(member))
            .put("address", hostPort(member.address()))
            .put("uid", Long.toUnsignedString(member.uniqueAddress().longUid()))
            .put("status", member.status().toString().toLowerCase(Locale.ROOT))
            .put("reachable", reachable);
    ArrayNode roles = node.putArray("roles");
    member.getRoles().stream()
        .filter(role -> !role.startsWith(NAME) && !role.startsWith("dc-"))
        .sorted()
        .forEach(roles::add);
    return node;
  }

  private static String hostPort(Address address) {
    return address.host().get() + ":" + address.port().get();
  }

  private static String name(Member member) {
    return member.getRoles().stream()
        .filter(role -> role.startsWith(NAME))
        .map(role -> role.substring(NAME.length()))
        .findFirst()
        .orElse("");
  }
}
