package io.tributary.engine.node;

/**
 * A token bucket that hands out waiting times instead of blocking. Thread-safe.
 *
 * <p>Reservations may run ahead of the clock by any amount; the burst after a pause is a quarter of
 * a second's worth.
 */
public final class Bandwidth {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long BURST_NANOS = NANOS_PER_SECOND / 4;

  private static final int LEAST_PIECE_BYTES = 4 << 10;

  private static final Bandwidth UNLIMITED = new Bandwidth(0);

  private final long bytesPerSecond;
  private long paidUntilNanos = System.nanoTime() - BURST_NANOS;

  private Bandwidth(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** A limit in bytes per second; 0 for none. */
  public static Bandwidth of(long bytesPerSecond) {
    return bytesPerSecond == 0 ? UNLIMITED : new Bandwidth(bytesPerSecond);
  }

  public boolean unlimited() {
    return bytesPerSecond == 0;
  }

  /**
   * How many bytes to take at a time, at most {@code mostBytes}: what a tenth of a second allows,
   * so that a slow stream flows instead of coming in gulps.
   */
  public int piece(int mostBytes) {
    return bytesPerSecond == 0
        ? mostBytes
        : (int) Math.min(mostBytes, Math.max(LEAST_PIECE_BYTES, bytesPerSecond / 10));
  }

  /**
   * Takes {@code bytes} and returns how long to wait before taking more, in nanoseconds; 0 for not
   * at all.
   */
  public long reserve(long bytes) {
    return bytesPerSecond == 0 ? 0 : reserve(bytes, System.nanoTime());
  }

  synchronized long reserve(long bytes, long nowNanos) {
    long earliest = nowNanos - BURST_NANOS;
    if (paidUntilNanos - earliest < 0) {
      paidUntilNanos = earliest;
    }
    paidUntilNanos += (long) ((double) bytes / bytesPerSecond * NANOS_PER_SECOND);
    return Math.max(0, paidUntilNanos - nowNanos);
  }
}
