package io.tributary.engine.governor;

/**
 * A token bucket that hands out waiting times instead of blocking. Its rate may change at any time,
 * for those that wait already, too. Thread-safe.
 *
 * <p>Reservations may run ahead of the clock by any amount; the burst after a pause is a quarter of
 * a second's worth.
 */
public final class Bandwidth {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double BURST_SECONDS = 0.25;

  private static final int LEAST_PIECE_BYTES = 4 << 10;

  private volatile long bytesPerSecond;

  /** Bytes that were ever reserved, and those of them, or beyond them, that time has paid for. */
  private long reserved;

  private double paid;
  private long paidAtNanos = System.nanoTime();

  private boolean heldBack = true;
  private long reservedAtLook;

  private Bandwidth(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
    this.paid = bytesPerSecond * BURST_SECONDS;
  }

  /** A limit in bytes per second; 0 for none. */
  public static Bandwidth of(long bytesPerSecond) {
    return new Bandwidth(bytesPerSecond);
  }

  public boolean unlimited() {
    return bytesPerSecond == 0;
  }

  /** From now on; 0 for no limit. */
  void change(long newBytesPerSecond) {
    if (newBytesPerSecond != bytesPerSecond) {
      change(newBytesPerSecond, System.nanoTime());
    }
  }

  private synchronized void change(long newBytesPerSecond, long nowNanos) {
    settle(nowNanos);
    bytesPerSecond = newBytesPerSecond;
    paid = Math.min(paid, reserved + newBytesPerSecond * BURST_SECONDS);
  }

  /**
   * How many bytes to take at a time, at most {@code mostBytes}: what a tenth of a second allows,
   * so that a slow stream flows instead of coming in gulps.
   */
  public int piece(int mostBytes) {
    long rate = bytesPerSecond;
    return rate == 0
        ? mostBytes
        : (int) Math.min(mostBytes, Math.max(LEAST_PIECE_BYTES, rate / 10));
  }

  /** Takes bytes; returns what {@link #waitNanos} is to be asked with before taking more. */
  public long take(long bytes) {
    return bytesPerSecond == 0 ? 0 : take(bytes, System.nanoTime());
  }

  private synchronized long take(long bytes, long nowNanos) {
    settle(nowNanos);
    reserved += bytes;
    heldBack |= reserved > paid;
    return reserved;
  }

  /** How long to wait still, in nanoseconds, as things are now; 0 for not at all. */
  public long waitNanos(long taken) {
    return bytesPerSecond == 0 ? 0 : waitNanos(taken, System.nanoTime());
  }

  private synchronized long waitNanos(long taken, long nowNanos) {
    settle(nowNanos);
    return bytesPerSecond == 0
        ? 0
        : Math.max(0, Math.round((taken - paid) / bytesPerSecond * NANOS_PER_SECOND));
  }

  /**
   * Takes {@code bytes} and returns how long to wait before taking more, in nanoseconds; 0 for not
   * at all.
   */
  public long reserve(long bytes) {
    return bytesPerSecond == 0 ? 0 : reserve(bytes, System.nanoTime());
  }

  synchronized long reserve(long bytes, long nowNanos) {
    return waitNanos(take(bytes, nowNanos), nowNanos);
  }

  private void settle(long nowNanos) {
    double elapsed = Math.max(0, nowNanos - paidAtNanos) / NANOS_PER_SECOND;
    long rate = bytesPerSecond;
    paid = rate == 0 ? reserved : Math.min(reserved + rate * BURST_SECONDS, paid + rate * elapsed);
    paidAtNanos = Math.max(paidAtNanos, nowNanos);
  }

  /**
   * What was used since the last look.
   *
   * @param heldBack whether more would have been, without the limit
   */
  record Use(long bytes, boolean heldBack) {}

  synchronized Use look() {
    Use use = new Use(reserved - reservedAtLook, heldBack);
    reservedAtLook = reserved;
    heldBack = false;
    return use;
  }
}
