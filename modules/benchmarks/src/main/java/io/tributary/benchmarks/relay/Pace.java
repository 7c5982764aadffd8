package io.tributary.benchmarks.relay;

import java.util.concurrent.TimeUnit;

/** When the next bytes may go: evenly, at a rate. Not thread-safe. */
final class Pace {
  /** What a connection that was idle may catch up on. */
  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final double nanosPerByte;
  private long next = Long.MIN_VALUE;

  private Pace(double nanosPerByte) {
    this.nanosPerByte = nanosPerByte;
  }

  static Pace unlimited() {
    return new Pace(0);
  }

  /**
   * @param bytesPerSecond 0 for no limit
   */
  static Pace of(long bytesPerSecond) {
    return bytesPerSecond == 0
        ? unlimited()
        : new Pace((double) TimeUnit.SECONDS.toNanos(1) / bytesPerSecond);
  }

  /**
   * Takes the time that so many bytes need.
   *
   * @param now of {@link System#nanoTime}
   * @return when they may go, on the same clock
   */
  long reserve(long now, int bytes) {
    if (nanosPerByte == 0) {
      return now;
    }
    long least = now - BURST_NANOS;
    long start = next == Long.MIN_VALUE || next - least < 0 ? least : next;
    next = start + (long) (bytes * nanosPerByte);
    return next - now < 0 ? now : next;
  }
}
