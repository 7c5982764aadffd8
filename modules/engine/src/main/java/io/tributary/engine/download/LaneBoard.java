package io.tributary.engine.download;

import io.tributary.core.plan.PartQueue;
import io.tributary.core.plan.PartSizing;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.placement.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Who fetches what: ranges yet to fetch, lanes, and what each lane has in hand. Decides, and
 * returns what to tell the lanes; it sends nothing itself. No byte of the file is ever given to two
 * lanes to write. Mutable, for one thread.
 */
final class LaneBoard {
  private final long sizeBytes;
  private final boolean splittable;
  private final PartQueue queue;
  private final PartSizing sizing;
  private final TailPolicy tail;

  /** What was handed out again though somebody who was not heard of may have written it. */
  private final PartQueue doubtful = PartQueue.of(List.of());

  private final TreeMap<Integer, Lane> lanes = new TreeMap<>();
  private int opened;
  private long assignments;

  /**
   * @param sizeBytes of all that the download wants
   * @param splittable false for an object that comes in one stream
   */
  LaneBoard(
      long sizeBytes, boolean splittable, PartQueue queue, PartSizing sizing, TailPolicy tail) {
    this.sizeBytes = sizeBytes;
    this.splittable = splittable;
    this.queue = queue;
    this.sizing = sizing;
    this.tail = tail;
  }

  Collection<Lane> lanes() {
    return lanes.values();
  }

  Optional<Lane> lane(int number) {
    return Optional.ofNullable(lanes.get(number));
  }

  /** A new lane; its number is none that there was before. */
  Lane open(NodeId node, long nowNanos) {
    Lane lane = new Lane(opened++, node, nowNanos);
    lanes.put(lane.number, lane);
    return lane;
  }

  void close(Lane lane) {
    lanes.remove(lane.number);
  }

  int busy() {
    return (int) lanes.values().stream().filter(lane -> lane.work != null).count();
  }

  /** Bytes that no lane has taken. */
  long waitingBytes() {
    return queue.remainingBytes();
  }

  boolean exhausted() {
    return queue.isEmpty() && busy() == 0;
  }

  double bytesPerSecond() {
    return lanes.values().stream()
        .filter(lane -> lane.work != null)
        .mapToDouble(Lane::bytesPerSecond)
        .sum();
  }

  /** Hands a range out again that somebody may have written, or may be about to record. */
  void handOutAgain(ByteRange range) {
    doubtful.giveBack(range);
    queue.giveBack(range);
  }

  /**
   * Two lanes may have written these ranges: the CRC that is recorded may be one's, and the bytes
   * on disk the other's.
   */
  List<ByteRange> doubtful() {
    return doubtful.ranges();
  }

  /** Gives every idle lane something to do, with at most {@code most} of them busy. */
  List<LaneOrder> assign(int most, long nowNanos) {
    List<LaneOrder> orders = new ArrayList<>();
    int busy = busy();
    List<Lane> idle = lanes.values().stream().filter(lane -> lane.idle(nowNanos)).toList();
    for (Lane lane : busy + idle.size() > most ? quietNodesFirst(idle) : idle) {
      if (busy >= most) {
        break;
      }
      Optional<LaneOrder> order = next(lane, most, nowNanos);
      order.ifPresent(orders::add);
      if (lane.work != null) {
        busy++;
      } else if (order.isEmpty() && !lane.settled) {
        lane.settled = true;
        orders.add(new LaneOrder.Settle(lane.number));
      }
    }
    return orders;
  }

  /** When not all may work, those that do are on different nodes. */
  private List<Lane> quietNodesFirst(List<Lane> idle) {
    Map<NodeId, Integer> taken = new HashMap<>();
    lanes.values().stream()
        .filter(lane -> lane.work != null)
        .forEach(lane -> taken.merge(lane.node, 1, Integer::sum));
    Map<Lane, Integer> turns = new HashMap<>();
    idle.forEach(lane -> turns.put(lane, taken.merge(lane.node, 1, Integer::sum)));
    return idle.stream().sorted(Comparator.comparing(turns::get)).toList();
  }

  private Optional<LaneOrder> next(Lane lane, int most, long nowNanos) {
    if (!queue.isEmpty()) {
      return Optional.of(fetch(lane, most, nowNanos));
    }
    if (!splittable) {
      return Optional.empty();
    }
    Optional<LaneOrder> split = tail.split(lane, lanes.values(), nowNanos);
    return split.isPresent() ? split : hedge(lane, nowNanos);
  }

  private LaneOrder fetch(Lane lane, int most, long nowNanos) {
    long most1 =
        splittable
            ? sizing.next(sizeBytes, queue.remainingBytes(), most, lane.bytesPerSecond())
            : Long.MAX_VALUE;
    ByteRange range = queue.take(most1).orElseThrow();
    Work work = Work.fetch(++assignments, range, nowNanos);
    begin(lane, work);
    return new LaneOrder.Fetch(lane.number, work.assignment, work.start, work.end);
  }

  private Optional<LaneOrder> hedge(Lane lane, long nowNanos) {
    Optional<Lane> late = tail.hedge(lane, lanes.values(), nowNanos);
    if (late.isEmpty()) {
      return Optional.empty();
    }
    Work slow = late.get().work;
    slow.hedged = true;
    ByteRange range = new ByteRange(slow.position, slow.end);
    Work work = Work.hedge(++assignments, range, late.get().number, slow.assignment, nowNanos);
    begin(lane, work);
    return Optional.of(new LaneOrder.Hedge(lane.number, work.assignment, work.start, work.end));
  }

  private static void begin(Lane lane, Work work) {
    lane.work = work;
    lane.settled = false;
  }

  /** A lane moved on; returns whether it is at work on what it should be. */
  boolean progressed(int number, long assignment, long position, long nowNanos) {
    Optional<Lane> lane = working(number, assignment);
    lane.ifPresent(one -> one.moved(position, nowNanos));
    return lane.isPresent();
  }

  /**
   * A hedge has its bytes: the late lane is asked to stop where it is. Said again, whatever was
   * lost on the way is said again, too.
   */
  List<LaneOrder> hedgeReady(int number, long assignment) {
    Optional<Lane> hedging = working(number, assignment);
    if (hedging.isEmpty()) {
      return List.of();
    }
    Work hedge = hedging.get().work;
    if (hedge.committedFrom >= 0) {
      return List.of(new LaneOrder.Commit(number, assignment, hedge.committedFrom));
    }
    hedge.ready = true;
    Optional<Lane> late = working(hedge.hedgedLane, hedge.hedgedAssignment);
    if (late.isEmpty()) {
      return List.of(new LaneOrder.Abort(number, assignment));
    }
    late.get().work.shrinking = true;
    return List.of(new LaneOrder.Shrink(hedge.hedgedLane, hedge.hedgedAssignment, hedge.start));
  }

  /**
   * A lane agreed to end at {@code end}; what lies behind it goes to the hedge, or to whoever asks.
   */
  List<LaneOrder> shrunk(int number, long assignment, long end) {
    Optional<Lane> lane = working(number, assignment);
    if (lane.isEmpty()) {
      return List.of();
    }
    Work work = lane.get().work;
    long oldEnd = work.end;
    work.end = end;
    work.shrinking = false;
    Optional<Lane> hedge = hedgeOf(number, assignment).filter(other -> other.work.ready);
    if (hedge.isPresent()) {
      return commitOrAbort(hedge.get(), end, oldEnd);
    }
    if (end < oldEnd) {
      queue.giveBack(new ByteRange(end, oldEnd));
    }
    return List.of();
  }

  private static List<LaneOrder> commitOrAbort(Lane hedge, long end, long oldEnd) {
    Work work = hedge.work;
    if (work.committedFrom >= 0) {
      // It was asked twice, and answers twice.
      return List.of();
    }
    if (end >= oldEnd) {
      return List.of(new LaneOrder.Abort(hedge.number, work.assignment));
    }
    work.committedFrom = end;
    return List.of(new LaneOrder.Commit(hedge.number, work.assignment, end));
  }

  /**
   * An assignment is over at {@code written}; returns what follows for its rival, if it has one.
   */
  List<LaneOrder> ended(int number, long assignment, long written) {
    return ended(number, assignment, written, queue::giveBack);
  }

  /** The same, where the home may have bytes of this lane that it has yet to write. */
  List<LaneOrder> cutOff(int number, long assignment, long written) {
    return ended(number, assignment, written, this::handOutAgain);
  }

  private List<LaneOrder> ended(
      int number, long assignment, long written, Consumer<ByteRange> rest) {
    Optional<Lane> lane = working(number, assignment);
    if (lane.isEmpty()) {
      return List.of();
    }
    lane.get().work.rest(written).ifPresent(rest);
    return over(lane.get());
  }

  private List<LaneOrder> over(Lane lane) {
    Work work = lane.work;
    lane.work = null;
    Optional<Lane> hedge = hedgeOf(lane.number, work.assignment);
    if (hedge.isPresent() && hedge.get().work.committedFrom < 0) {
      return List.of(new LaneOrder.Abort(hedge.get().number, hedge.get().work.assignment));
    }
    if (work.isHedge()) {
      working(work.hedgedLane, work.hedgedAssignment).ifPresent(late -> late.work.hedged = false);
    }
    return List.of();
  }

  /**
   * An assignment is lost with its lane: what of it is not recorded will be fetched again.
   *
   * @param missing what of a range is not recorded
   */
  List<LaneOrder> lost(Lane lane, Function<ByteRange, List<ByteRange>> missing) {
    lane.work
        .rest(lane.work.start)
        .ifPresent(range -> missing.apply(range).forEach(this::handOutAgain));
    return over(lane);
  }

  /** Ends what the lane has in hand, if that may be ended now; the lane keeps what it wrote. */
  Optional<LaneOrder> release(Lane lane) {
    Work work = lane.work;
    boolean racing = work == null || work.isHedge() || work.hedged || work.shrinking;
    return racing || !splittable
        ? Optional.empty()
        : Optional.of(new LaneOrder.Abort(lane.number, work.assignment));
  }

  /**
   * Lanes that are far slower than their peers give up their ranges, and with them their
   * connections.
   */
  List<LaneOrder> replaceSlow(long nowNanos) {
    return splittable ? tail.replace(lanes.values(), nowNanos) : List.of();
  }

  private Optional<Lane> working(int number, long assignment) {
    return lane(number).filter(lane -> lane.work != null && lane.work.assignment == assignment);
  }

  private Optional<Lane> hedgeOf(int number, long assignment) {
    return lanes.values().stream()
        .filter(lane -> lane.work != null && lane.work.hedgedLane == number)
        .filter(lane -> lane.work.hedgedAssignment == assignment)
        .min(Comparator.comparingInt(lane -> lane.number));
  }
}
