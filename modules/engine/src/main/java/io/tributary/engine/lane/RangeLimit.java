package io.tributary.engine.lane;

/**
 * The end of a range under way, which may move towards its start while bytes are being written: a
 * writer claims bytes before it writes them, so that what was given away is never written twice.
 * Thread-safe.
 */
final class RangeLimit {
  private long claimed;
  private long end;
  private boolean left;

  RangeLimit(long start, long end) {
    this.claimed = start;
    this.end = end;
  }

  /**
   * Claims up to {@code wanted} bytes from where the last claim ended; returns how many are
   * granted.
   */
  synchronized int claim(int wanted) {
    int granted = (int) Math.min(wanted, end - claimed);
    claimed += granted;
    return granted;
  }

  /** Moves the end down, but not below what is claimed; returns the end in force. */
  synchronized long shrinkTo(long newEnd) {
    end = Math.max(claimed, Math.min(end, newEnd));
    return end;
  }

  synchronized boolean reached() {
    return claimed >= end;
  }

  /** Nothing more is wanted, wherever the end is; what has arrived may still be claimed. */
  synchronized void leave() {
    left = true;
  }

  /** True when a writer need not wait for more. */
  synchronized boolean over() {
    return left || claimed >= end;
  }

  synchronized long claimed() {
    return claimed;
  }

  synchronized long remaining() {
    return end - claimed;
  }
}
