package io.tributary.engine.download;

import io.tributary.core.failure.Failure;
import io.tributary.engine.placement.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which node a lane belongs on: of L lanes every one of N nodes has L/N, rounded down or up. Keeps
 * away from nodes where lanes were lost, for a while, and from those that cannot work. Mutable, for
 * one thread.
 */
final class LaneSpread {
  /** A node where a lane was lost is tried again after this, then after twice as long. */
  static final Duration LEAST_AVOIDANCE = Duration.ofSeconds(10);

  private static final int MOST_DOUBLINGS = 4;

  private final int turn;
  private final Map<NodeId, Long> avoidedUntil = new HashMap<>();
  private final Map<NodeId, Integer> losses = new HashMap<>();
  private final Map<NodeId, Failure> unfit = new HashMap<>();
  private List<NodeId> live = List.of();
  private List<NodeId> nodes = List.of();

  /**
   * @param turn which node has one more than another is different for every download
   */
  LaneSpread(int turn) {
    this.turn = turn;
  }

  /** These nodes may be given lanes now. */
  void see(List<NodeId> fetchers, long nowNanos) {
    if (!fetchers.equals(live)) {
      live = List.copyOf(fetchers);
      avoidedUntil.keySet().retainAll(live);
      losses.keySet().retainAll(live);
      unfit.keySet().retainAll(live);
    }
    avoidedUntil.values().removeIf(until -> nowNanos - until >= 0);
    List<NodeId> able = live.stream().filter(node -> !unfit.containsKey(node)).toList();
    List<NodeId> good = able.stream().filter(node -> !avoidedUntil.containsKey(node)).toList();
    // Avoided by all, they are as good as each other.
    nodes = good.isEmpty() ? able : good;
  }

  boolean has(NodeId node) {
    return nodes.contains(node);
  }

  int size() {
    return nodes.size();
  }

  /** A lane there was lost, or its node sends its lanes away: others do the work for a while. */
  void avoid(NodeId node, long nowNanos) {
    if (avoidedUntil.containsKey(node)) {
      return;
    }
    int before = losses.merge(node, 1, Integer::sum) - 1;
    long nanos = LEAST_AVOIDANCE.toNanos() << Math.min(before, MOST_DOUBLINGS);
    avoidedUntil.put(node, nowNanos + nanos);
    see(live, nowNanos);
  }

  /**
   * This node cannot work for the download at all.
   *
   * @return the failure when no other can
   */
  Optional<Failure> unfit(NodeId node, Failure failure, long nowNanos) {
    unfit.put(node, failure);
    see(live, nowNanos);
    return nodes.isEmpty() ? Optional.of(failure) : Optional.empty();
  }

  /** Where the next lane belongs; empty when there is no node. */
  Optional<NodeId> next(Collection<Lane> lanes) {
    Map<NodeId, Integer> counts = counts(lanes);
    return inTurn().stream().min(Comparator.comparing(counts::get));
  }

  /** Nodes in an order of this download's own. */
  private List<NodeId> inTurn() {
    List<NodeId> turned = new ArrayList<>(nodes);
    if (!turned.isEmpty()) {
      java.util.Collections.rotate(turned, Math.floorMod(turn, turned.size()));
    }
    return turned;
  }

  private Map<NodeId, Integer> counts(Collection<Lane> lanes) {
    Map<NodeId, Integer> counts = new HashMap<>();
    nodes.forEach(node -> counts.put(node, 0));
    lanes.stream()
        .filter(lane -> !lane.retiring && counts.containsKey(lane.node))
        .forEach(lane -> counts.merge(lane.node, 1, Integer::sum));
    return counts;
  }

  /** Lanes that are to end where they are, so that others can begin where they belong. */
  List<Lane> misplaced(Collection<Lane> lanes) {
    List<Lane> leaving = new ArrayList<>();
    lanes.stream().filter(lane -> !lane.retiring && !has(lane.node)).forEach(leaving::add);
    Map<NodeId, Integer> counts = counts(lanes);
    long coming = leaving.size() + lanes.stream().filter(lane -> lane.retiring).count();
    for (long i = 0; i < coming && !counts.isEmpty(); i++) {
      counts.merge(least(counts), 1, Integer::sum);
    }
    while (!counts.isEmpty() && counts.get(most(counts)) - counts.get(least(counts)) > 1) {
      NodeId full = most(counts);
      Optional<Lane> lane = easiest(lanes, full, leaving);
      if (lane.isEmpty()) {
        break;
      }
      leaving.add(lane.get());
      counts.merge(full, -1, Integer::sum);
      counts.merge(least(counts), 1, Integer::sum);
    }
    return leaving;
  }

  private static NodeId least(Map<NodeId, Integer> counts) {
    return counts.keySet().stream().min(Comparator.comparing(counts::get)).orElseThrow();
  }

  private static NodeId most(Map<NodeId, Integer> counts) {
    return counts.keySet().stream().max(Comparator.comparing(counts::get)).orElseThrow();
  }

  /** An idle lane has nothing to interrupt; one with much left would hold its place longest. */
  private static Optional<Lane> easiest(Collection<Lane> lanes, NodeId node, List<Lane> but) {
    return lanes.stream()
        .filter(lane -> lane.node.equals(node) && !lane.retiring && !but.contains(lane))
        .max(
            Comparator.comparingLong(
                lane -> lane.work == null ? Long.MAX_VALUE : lane.work.remaining()));
  }
}
