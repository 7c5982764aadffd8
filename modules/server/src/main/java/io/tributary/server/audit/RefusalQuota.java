package io.tributary.server.audit;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps those who are refused from filling the disk: of their requests so many a second are written
 * down, and of the rest how many there were. Thread-safe.
 */
final class RefusalQuota {
  static final int MOST_A_SECOND = 100;

  private final LongSupplier nanos;
  private long second;
  private int written;
  private long leftOut;

  RefusalQuota(LongSupplier nanos) {
    this.nanos = nanos;
    this.second = second();
  }

  /** How many were left out before this one; negative when it is to be left out as well. */
  synchronized long next() {
    long now = second();
    if (now != second) {
      second = now;
      written = 0;
    }
    if (written == MOST_A_SECOND) {
      leftOut++;
      return -1;
    }
    written++;
    long before = leftOut;
    leftOut = 0;
    return before;
  }

  /** So many that were to be written down could not be. */
  synchronized void leaveOut(long refusals) {
    leftOut += refusals;
  }

  private long second() {
    return TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong());
  }
}
