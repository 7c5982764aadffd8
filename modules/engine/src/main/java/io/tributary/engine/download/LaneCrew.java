package io.tributary.engine.download;

import io.tributary.core.failure.Failure;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.placement.NodeId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The lanes of one run, on their nodes: begins them, ends those that belong elsewhere, and gives up
 * those that are not heard any more. Mutable, for one thread.
 */
final class LaneCrew {
  /** Lanes that never answer, of nodes that are gone: the oldest are forgotten. */
  private static final int MOST_STOPPED = 1000;

  private final LaneLink link;
  private final LaneBoard board;
  private final LaneLeases leases;
  private final LaneSpread spread;
  private final RunStatistics statistics;
  private final Unrecorded unrecorded = new Unrecorded();
  private final Map<NodeId, Fetched> fetched = new HashMap<>();

  /** Lanes that were told to end and have not said that they did. */
  private final Map<Integer, NodeId> stopped = new LinkedHashMap<>();

  LaneCrew(
      LaneLink link,
      LaneBoard board,
      LaneLeases leases,
      LaneSpread spread,
      RunStatistics statistics) {
    this.link = link;
    this.board = board;
    this.leases = leases;
    this.spread = spread;
    this.statistics = statistics;
  }

  LaneLeases leases() {
    return leases;
  }

  /** What each node wrote in this run. */
  Map<NodeId, Fetched> fetched() {
    return fetched;
  }

  int nodes() {
    return spread.size();
  }

  /** These are the nodes now, and what is missing. */
  void see(Surroundings surroundings, long nowNanos) {
    spread.see(surroundings.nodes(), nowNanos);
    unrecorded.look(surroundings.missing());
  }

  /** Has so many lanes, spread over the nodes; one that belongs elsewhere ends first. */
  void place(int most, long nowNanos) {
    spread.misplaced(board.lanes()).forEach(lane -> lane.retiring = true);
    for (Lane lane : List.copyOf(board.lanes())) {
      if (lane.retiring && lane.work == null) {
        close(lane);
      } else if (lane.retiring) {
        board.release(lane).ifPresent(order -> send(List.of(order), nowNanos));
      }
    }
    open(most, nowNanos);
  }

  private void open(int most, long nowNanos) {
    while (board.lanes().size() < most) {
      Optional<NodeId> node = spread.next(board.lanes());
      if (node.isEmpty()) {
        return;
      }
      begin(board.open(node.get(), nowNanos), nowNanos);
    }
  }

  private void begin(Lane lane, long nowNanos) {
    lane.ready = false;
    leases.begin(lane.number, lane.node, nowNanos);
    link.begin(lane.node, lane.number);
  }

  private void close(Lane lane) {
    leases.end(lane.number);
    link.stop(lane.node, lane.number);
    board.close(lane);
    stopped.put(lane.number, lane.node);
    if (stopped.size() > MOST_STOPPED) {
      stopped.remove(stopped.keySet().iterator().next());
    }
  }

  /** A lane is still there that should have ended: the word was lost. */
  void stopAgain(int number) {
    Optional.ofNullable(stopped.get(number)).ifPresent(node -> link.stop(node, number));
  }

  /** A lane has ended that was told to. */
  void ended(int number) {
    stopped.remove(number);
  }

  /**
   * Takes the work of lanes that are silent away from them. One that lapsed is not begun again,
   * idle or not, but closed: it would keep the file that it has open, and a new lane looks for that
   * by its name, which whoever took the download over has changed.
   *
   * @return whether any of them had work
   */
  boolean giveUpSilent(
      SilenceWatch silence, Function<ByteRange, List<ByteRange>> missing, long nowNanos) {
    boolean lost = false;
    for (Lane lane : List.copyOf(board.lanes())) {
      if (leases.lapsed(lane.number, nowNanos)) {
        lost |= lane.work != null;
        leaveWork(lane, missing, nowNanos);
        close(lane);
      } else if (silence.givesUp(lane, nowNanos)) {
        lost |= lane.work != null;
        lose(lane, missing, nowNanos);
      }
    }
    return lost;
  }

  /** Until they are given up, lanes that lapsed are given nothing more. */
  void retireLapsed(long nowNanos) {
    board.lanes().forEach(lane -> lane.retiring |= leases.lapsed(lane.number, nowNanos));
  }

  private void leaveWork(Lane lane, Function<ByteRange, List<ByteRange>> missing, long nowNanos) {
    if (lane.work != null) {
      statistics.attempts().lost(lane, "nothing was heard of it in time", nowNanos);
      send(board.lost(lane, missing), nowNanos);
    }
  }

  private void lose(Lane lane, Function<ByteRange, List<ByteRange>> missing, long nowNanos) {
    leaveWork(lane, missing, nowNanos);
    spread.avoid(lane.node, nowNanos);
    if (spread.has(lane.node)) {
      begin(lane, nowNanos);
    } else {
      close(lane);
      unrecorded.lose(lane.node, missing).forEach(board::handOutAgain);
    }
  }

  /** A lane ended that nobody told to: its node is about to leave. */
  void onStopped(Lane lane, long nowNanos) {
    spread.avoid(lane.node, nowNanos);
    close(lane);
  }

  /** A lane cannot work where it is; returns the failure when no lane can anywhere. */
  Optional<Failure> onUnfit(Lane lane, Failure failure, long nowNanos) {
    Optional<Failure> end = spread.unfit(lane.node, failure, nowNanos);
    if (end.isEmpty()) {
      statistics.note("a node cannot take part: " + failure.reason());
      close(lane);
    }
    return end;
  }

  /** The lane has nothing in hand any more; so much of it is written. */
  void onEnded(Lane lane, long start, long position, long nowNanos) {
    leases.expect(lane.number, LaneLeases.IDLE, nowNanos);
    unrecorded.wrote(lane.node, start, position);
    fetched.computeIfAbsent(lane.node, node -> new Fetched()).add(start, position);
  }

  void send(List<LaneOrder> orders, long nowNanos) {
    for (LaneOrder order : orders) {
      board.lane(order.lane()).ifPresent(lane -> send(lane, order, nowNanos));
    }
  }

  private void send(Lane lane, LaneOrder order, long nowNanos) {
    if (order instanceof LaneOrder.Fetch || order instanceof LaneOrder.Hedge) {
      statistics.requested();
      leases.expect(lane.number, lane.work.assignment, nowNanos);
    }
    link.send(lane.node, order);
  }

  /** Tells every lane to end; returns how many will answer. */
  int stopAll() {
    board.lanes().forEach(lane -> link.stop(lane.node, lane.number));
    return board.lanes().size();
  }

  /** A lane that was told to end has ended; returns whether it was the last. */
  boolean lastStopped(int number) {
    board.lane(number).ifPresent(board::close);
    return board.lanes().isEmpty();
  }

  void close() {
    link.close();
  }
}
