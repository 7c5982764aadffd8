package io.tributary.engine.download;

import io.tributary.core.range.ByteRange;
import java.util.Optional;

/** What one lane is doing now, as far as its coordinator knows. Mutable, for one thread. */
final class Work {
  final long assignment;
  final long start;
  final long startedNanos;

  /** The lane that a hedge races with; -1 for a plain range. */
  final int hedgedLane;

  final long hedgedAssignment;

  long end;
  long position;
  long movedNanos;
  boolean shrinking;

  /** A hedge is racing with this range. */
  boolean hedged;

  /** This hedge has all its bytes. */
  boolean ready;

  /** From where on this hedge writes; -1 while nothing was given to it. */
  long committedFrom = -1;

  private Work(
      long assignment, ByteRange range, int hedgedLane, long hedgedAssignment, long nowNanos) {
    this.assignment = assignment;
    this.start = range.start();
    this.end = range.end();
    this.position = range.start();
    this.hedgedLane = hedgedLane;
    this.hedgedAssignment = hedgedAssignment;
    this.startedNanos = nowNanos;
    this.movedNanos = nowNanos;
  }

  static Work fetch(long assignment, ByteRange range, long nowNanos) {
    return new Work(assignment, range, -1, -1, nowNanos);
  }

  static Work hedge(long assignment, ByteRange range, int lane, long of, long nowNanos) {
    return new Work(assignment, range, lane, of, nowNanos);
  }

  boolean isHedge() {
    return hedgedLane >= 0;
  }

  long remaining() {
    return Math.max(0, end - position);
  }

  /** What this lane leaves to others when it ends at {@code written}. */
  Optional<ByteRange> rest(long written) {
    long from = isHedge() ? Math.max(committedFrom, written) : written;
    boolean owns = !isHedge() || committedFrom >= 0;
    return owns && from < end ? Optional.of(new ByteRange(from, end)) : Optional.empty();
  }

  /** Estimated seconds to the end at this speed, with a pause since the last byte counted in. */
  double secondsLeft(double bytesPerSecond, long nowNanos) {
    double silence = (nowNanos - movedNanos) / 1e9;
    return bytesPerSecond <= 0
        ? Double.MAX_VALUE
        : remaining() / bytesPerSecond + Math.max(0, silence - 1);
  }
}
