package io.tributary.engine.download;

import io.tributary.engine.lane.LaneLease;
import io.tributary.engine.placement.NodeId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  private static final long NEVER = Long.MIN_VALUE;

  private record Entry(NodeId node, long assignment, long heardNanos, long beatNanos) {
    Entry heard(long nowNanos) {
      return new Entry(node, assignment, nowNanos, beatNanos);
    }
  }

  private final boolean othersMayTakeOver;
  private final Map<Integer, Entry> lanes = new HashMap<>();

  /** Those that were begun before this process stood still. */
  private final Set<Integer> lapsed = new HashSet<>();

  private long awakeNanos = NEVER;

  /**
   * @param othersMayTakeOver whether another node goes on with the download when it hears nothing
   *     of this one
   */
  LaneLeases(boolean othersMayTakeOver) {
    this.othersMayTakeOver = othersMayTakeOver;
  }

  /**
   * To be said a few times a second: this process is at work. When it stood still for longer than
   * {@link #SILENCE}, another node may have taken the download over, and have published the very
   * file that lanes have open here. No lane of before is answered any more, whatever it says.
   */
  synchronized void awake(long nowNanos) {
    if (awakeNanos == NEVER) {
      awakeNanos = nowNanos;
    }
    if (othersMayTakeOver && nowNanos - awakeNanos > SILENCE.toNanos()) {
      lapsed.addAll(lanes.keySet());
      lanes.clear();
    }
    // Another thread may have looked at the clock later, and have come first.
    awakeNanos = nowNanos - awakeNanos > 0 ? nowNanos : awakeNanos;
  }

  /** Whether the lane is of before this process stood still: it is to be given up. */
  synchronized boolean lapsed(int lane, long nowNanos) {
    awake(nowNanos);
    return lapsed.contains(lane);
  }

  /** The lane is asked to begin, where its silence counts from now on. */
  synchronized void begin(int lane, NodeId node, long nowNanos) {
    lanes.put(lane, new Entry(node, IDLE, nowNanos, NEVER));
  }

  /** What the lane does from now on. */
  synchronized void expect(int lane, long assignment, long nowNanos) {
    lanes.computeIfPresent(
        lane, (n, entry) -> new Entry(entry.node, assignment, nowNanos, entry.beatNanos));
  }

  synchronized void heard(int lane, long nowNanos) {
    lanes.computeIfPresent(lane, (n, entry) -> entry.heard(nowNanos));
  }

  synchronized void allHeard(long nowNanos) {
    lanes.replaceAll((lane, entry) -> entry.heard(nowNanos));
  }

  /** A lane says what it is at work on; returns where to answer, if that is what it should do. */
  synchronized Optional<NodeId> beat(int lane, long assignment, long beatNanos, long nowNanos) {
    awake(nowNanos);
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

  /** The lane's own time when it said something last; empty when it is not answered any more. */
  synchronized Optional<Long> latestBeatNanos(int lane) {
    return Optional.ofNullable(lanes.get(lane)).map(Entry::beatNanos).filter(beat -> beat != NEVER);
  }

  /** Gives a lane up that was silent for too long: it is not answered any more. */
  synchronized boolean endIfSilent(int lane, Duration patience, long nowNanos) {
    Entry entry = lanes.get(lane);
    boolean silent = entry != null && nowNanos - entry.heardNanos > patience.toNanos();
    if (silent) {
      lanes.remove(lane);
    }
    return silent;
  }

  synchronized void end(int lane) {
    lanes.remove(lane);
    lapsed.remove(lane);
  }
}
