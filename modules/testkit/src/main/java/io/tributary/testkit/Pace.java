package io.tributary.testkit;

import java.util.concurrent.TimeUnit;

/** When bytes may go that go at a rate. Not thread-safe. */
final class Pace {
  /** A slow body is sent in at least so many pieces a second. */
  static final long PIECES_PER_SECOND = 20;

  /**
   * What is made up for, so that threads that wake up late do not make a body slower than it is to
   * be. No more: after a long pause, of this process or of whoever reads, the rest of a body would
   * come at once, and whoever counts on its being under way would come too late.
   */
  private static final long MADE_UP_NANOS = TimeUnit.SECONDS.toNanos(1) / PIECES_PER_SECOND;

  private final double nanosPerByte;
  private long due;

  /**
   * @param bytesPerSecond 1 or more
   * @param now of {@link System#nanoTime}
   */
  Pace(long bytesPerSecond, long now) {
    this.nanosPerByte = 1e9 / bytesPerSecond;
    this.due = now;
  }

  /**
   * Takes the time of bytes that have been sent.
   *
   * @return when the next ones may go, on the clock of {@code now}
   */
  long afterSending(long bytes, long now) {
    long least = now - MADE_UP_NANOS;
    due = (due - least < 0 ? least : due) + (long) (bytes * nanosPerByte);
    return due;
  }
}
