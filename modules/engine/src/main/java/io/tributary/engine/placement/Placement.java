package io.tributary.engine.placement;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.Cluster;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Which nodes there are to place work on, as this node sees its cluster now. Thread-safe; nothing
 * here waits.
 */
public final class Placement implements Extension {
  /** Nodes with this role may fetch ranges. */
  public static final String FETCHER = "fetcher";

  /** Nodes with this role may have coordinators of downloads. */
  public static final String COORDINATOR = "coordinator";

  /** A node's name is published as a role that starts so. */
  public static final String NAME_PREFIX = "name:";

  private static final Set<MemberStatus> AT_WORK =
      Set.of(MemberStatus.up(), MemberStatus.leaving(), MemberStatus.exiting());

  private static final Id ID = new Id();

  private final ActorSystem<?> system;
  private final Cluster cluster;
  private final NodeId self;

  private static final class Id extends ExtensionId<Placement> {
    @Override
    public Placement createExtension(ActorSystem<?> system) {
      return new Placement(system);
    }
  }

  private Placement(ActorSystem<?> system) {
    this.system = system;
    this.cluster = Cluster.get(Adapter.toClassic(system));
    this.self = NodeId.of(cluster.selfUniqueAddress());
  }

  public static Placement get(ActorSystem<?> system) {
    return ID.apply(system);
  }

  /** This process. */
  public NodeId self() {
    return self;
  }

  /**
   * Nodes that may be given ranges now, in order: up, reachable, not leaving. While this node has
   * not heard of its own cluster, itself, if it may fetch at all.
   */
  public List<NodeId> fetchers() {
    CurrentClusterState state = cluster.state();
    Set<Member> unreachable = state.getUnreachable();
    List<NodeId> nodes =
        members(state)
            .filter(member -> member.status() == MemberStatus.up())
            .filter(member -> member.hasRole(FETCHER) && !unreachable.contains(member))
            .map(member -> NodeId.of(member.uniqueAddress()))
            .sorted()
            .toList();
    return nodes.isEmpty() && cluster.getSelfRoles().contains(FETCHER) ? List.of(self) : nodes;
  }

  /**
   * The same with those that cannot be reached, or are leaving: they may still be at work, until
   * they are removed.
   */
  public List<NodeId> fetchersOutOfSightToo() {
    List<NodeId> nodes =
        members(cluster.state())
            .filter(member -> AT_WORK.contains(member.status()) && member.hasRole(FETCHER))
            .map(member -> NodeId.of(member.uniqueAddress()))
            .sorted()
            .toList();
    return nodes.isEmpty() && cluster.getSelfRoles().contains(FETCHER) ? List.of(self) : nodes;
  }

  /** The name of a node that is a member; its id when it published none, or is gone. */
  public String name(NodeId node) {
    return members(cluster.state())
        .filter(member -> NodeId.of(member.uniqueAddress()).equals(node))
        .findFirst()
        .flatMap(Placement::name)
        .orElse(node.text());
  }

  /** The name of this node; empty when it has published none. */
  public Optional<String> selfName() {
    return cluster.getSelfRoles().stream()
        .filter(role -> role.startsWith(NAME_PREFIX))
        .map(role -> role.substring(NAME_PREFIX.length()))
        .findFirst();
  }

  /**
   * The node of this name that is up, or still leaving; one that can be reached rather than one
   * that cannot, which may be what the same machine was before it was started again.
   */
  public Optional<NodeId> node(String name) {
    CurrentClusterState state = cluster.state();
    return named(name, members(state), state.getUnreachable());
  }

  static Optional<NodeId> named(String name, Stream<Member> members, Set<Member> unreachable) {
    return member(name, members, unreachable).map(member -> NodeId.of(member.uniqueAddress()));
  }

  static Optional<Member> member(String name, Stream<Member> members, Set<Member> unreachable) {
    return members
        .filter(member -> member.hasRole(NAME_PREFIX + name))
        .filter(
            member ->
                member.status() == MemberStatus.up() || member.status() == MemberStatus.leaving())
        .min(
            Comparator.<Member, Boolean>comparing(unreachable::contains)
                .thenComparing(member -> member.status() == MemberStatus.leaving()));
  }

  /** What the {@link #node} of this name is for; empty when there is none. */
  public Optional<Set<String>> roles(String name) {
    CurrentClusterState state = cluster.state();
    return member(name, members(state), state.getUnreachable()).map(Member::getRoles);
  }

  /** Whether this node hears nothing of that member. */
  public boolean unreachable(NodeId node) {
    return cluster.state().getUnreachable().stream()
        .anyMatch(member -> NodeId.of(member.uniqueAddress()).equals(node));
  }

  /** Names of all members, whether they can be reached or not. */
  public SortedSet<String> names() {
    return new TreeSet<>(
        named(
                members(cluster.state())
                    .filter(member -> member.status() != MemberStatus.removed())
                    .filter(member -> member.status() != MemberStatus.down()))
            .keySet());
  }

  /** The nodes that are up, can be reached and are not leaving, by their names. */
  public Map<String, NodeId> reachable() {
    CurrentClusterState state = cluster.state();
    Set<Member> unreachable = state.getUnreachable();
    return named(
        members(state)
            .filter(member -> member.status() == MemberStatus.up())
            .filter(member -> !unreachable.contains(member)));
  }

  private static Map<String, NodeId> named(Stream<Member> members) {
    Map<String, NodeId> named = new HashMap<>();
    members.forEach(
        member ->
            name(member).ifPresent(name -> named.put(name, NodeId.of(member.uniqueAddress()))));
    return named;
  }

  private static Optional<String> name(Member member) {
    return member.getRoles().stream()
        .filter(role -> role.startsWith(NAME_PREFIX))
        .map(role -> role.substring(NAME_PREFIX.length()))
        .findFirst();
  }

  private static Stream<Member> members(CurrentClusterState state) {
    return StreamSupport.stream(state.getMembers().spliterator(), false);
  }

  /**
   * Whether this node reaches most of the members, itself included. One that does not is about to
   * be removed by the others, if it has not been already and only does not know it.
   */
  public boolean reachesMost() {
    CurrentClusterState state = cluster.state();
    long all = members(state).count();
    return (all - state.getUnreachable().size()) * 2 > all || all == 0;
  }

  /**
   * Calls {@code greeting} once for every node that is or comes up, this one included, in a thread
   * of the actor system: whoever is greeted through sharding is found from then on without asking
   * the shard coordinator, which may be on the node that just died.
   *
   * @param greetable whether a member with these roles has what is greeted: what is said to another
   *     would be kept and asked after for as long as that is a member
   */
  public void greet(String what, Predicate<Set<String>> greetable, Consumer<NodeId> greeting) {
    system.systemActorOf(
        Greeter.create(greetable, greeting), "tributary-greeter-" + what, Props.empty());
  }
}
