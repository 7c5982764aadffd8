package io.tributary.engine.download;

import io.tributary.engine.placement.NodeId;

/**
 * One lane, as far as its coordinator knows: it stays on one node, and no other lane of the run has
 * its number. Mutable, for one thread.
 */
final class Lane {
  /** How fast an old measurement loses its weight. */
  private static final double SMOOTHING = 0.3;

  final int number;
  final NodeId node;

  /** What it is doing; null when it is idle. */
  Work work;

  boolean ready;
  boolean settled = true;

  /** Ends as soon as it has nothing in hand: its place is another lane's, perhaps elsewhere. */
  boolean retiring;

  long parkedUntilNanos;
  int failuresInARow;
  int protocolFailuresInARow;

  /** Bytes that arrived and did not get home are no progress: only written ones renew this. */
  int cutOffsInARow;

  int hedgeFailures;
  int replacements;
  private double bytesPerSecond;

  Lane(int number, NodeId node, long nowNanos) {
    this.number = number;
    this.node = node;
    this.parkedUntilNanos = nowNanos;
  }

  boolean idle(long nowNanos) {
    return ready && !retiring && work == null && nowNanos - parkedUntilNanos >= 0;
  }

  double bytesPerSecond() {
    return bytesPerSecond;
  }

  void moved(long position, long nowNanos) {
    double seconds = Math.max(1, nowNanos - work.movedNanos) / 1e9;
    double latest = (position - work.position) / seconds;
    bytesPerSecond =
        bytesPerSecond == 0 ? latest : SMOOTHING * latest + (1 - SMOOTHING) * bytesPerSecond;
    if (position > work.position) {
      work.position = position;
      work.movedNanos = nowNanos;
      failuresInARow = 0;
      protocolFailuresInARow = 0;
    }
  }
}
