package io.tributary.engine.download;

import io.tributary.engine.lane.LaneLease;
import io.tributary.engine.placement.NodeId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * When each lane was heard last, at work on what it should be. Lanes are answered only from here,
 * so a lane that is given up here has not been answered for longer than it may go on without.
 * Thread-safe: a lane is answered also while its coordinator waits for the journal.
 */
final class LaneLeases {
  /** The lane's own patience, and a margin for clocks that go at different speeds. */
  static final Duration SILENCE = LaneLease.TERM.plusMillis(500);

  /** What a lane is at work on that has nothing in hand. */
  static final long IDLE = 0;

  private static final long NOT_HEARD = Long.MIN_VALUE;

  private record Entry(NodeId node, long assignment, long heardNanos, long beatNanos) {
    Entry heard(long nowNanos) {
      return new Entry(node, assignment, nowNanos, beatNanos);
    }
  }

  private final ConcurrentMap<Integer, Entry> lanes = new ConcurrentHashMap<>();

  /** The lane is asked to begin, where its silence counts from now on. */
  void begin(int lane, NodeId node, long nowNanos) {
    lanes.put(lane, new Entry(node, IDLE, nowNanos, NOT_HEARD));
  }

  /** What the lane does from now on. */
  void expect(int lane, long assignment, long nowNanos) {
    lanes.computeIfPresent(
        lane, (n, entry) -> new Entry(entry.node, assignment, nowNanos, entry.beatNanos));
  }

  void heard(int lane, long nowNanos) {
    lanes.computeIfPresent(lane, (n, entry) -> entry.heard(nowNanos));
  }

  void allHeard(long nowNanos) {
    lanes.replaceAll((lane, entry) -> entry.heard(nowNanos));
  }

  /** A lane says what it is at work on; returns where to answer, if that is what it should do. */
  Optional<NodeId> beat(int lane, long assignment, long beatNanos, long nowNanos) {
    Entry known =
        lanes.computeIfPresent(
            lane,
            (n, entry) ->
                new Entry(
                    entry.node,
                    entry.assignment,
                    entry.assignment == assignment ? nowNanos : entry.heardNanos,
                    beatNanos));
    return Optional.ofNullable(known)
        .filter(entry -> entry.assignment == assignment)
        .map(Entry::node);
  }

  /** The lane's own time when it said something last. */
  Optional<Long> latestBeatNanos(int lane) {
    return Optional.ofNullable(lanes.get(lane))
        .map(Entry::beatNanos)
        .filter(beat -> beat != NOT_HEARD);
  }

  /** Gives a lane up that was silent for too long: it is not answered any more. */
  boolean endIfSilent(int lane, Duration patience, long nowNanos) {
    AtomicBoolean ended = new AtomicBoolean();
    lanes.computeIfPresent(
        lane,
        (n, entry) -> {
          ended.set(nowNanos - entry.heardNanos > patience.toNanos());
          return ended.get() ? null : entry;
        });
    return ended.get();
  }

  void end(int lane) {
    lanes.remove(lane);
  }
}
