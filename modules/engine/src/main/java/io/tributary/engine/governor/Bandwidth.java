package io.tributary.engine.governor;

import java.util.function.LongSupplier;

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

  private final LongSupplier clock;
  private volatile long bytesPerSecond;

  /** Bytes that were ever reserved, and those of them, or beyond them, that time has paid for. */
  private long reserved;

  private double paid;
  private long paidAtNanos;

  private boolean heldBack = true;
  private long reservedAtLook;

  private Bandwidth(long bytesPerSecond, LongSupplier clock) {
    this.clock = clock;
    this.bytesPerSecond = bytesPerSecond;
    this.paid = bytesPerSecond * BURST_SECONDS;
    this.paidAtNanos = clock.getAsLong();
  }

  /** A limit in bytes per second; 0 for none. */
  public static Bandwidth of(long bytesPerSecond) {
    return of(bytesPerSecond, System::nanoTime);
  }

  static Bandwidth of(long bytesPerSecond, LongSupplier clock) {
    return new Bandwidth(bytesPerSecond, clock);
  }

  /** From now on; 0 for no limit. */
  void change(long newBytesPerSecond) {
    if (newBytesPerSecond != bytesPerSecond) {
      change(newBytesPerSecond, clock.getAsLong());
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
    return bytesPerSecond == 0 ? 0 : take(bytes, clock.getAsLong());
  }

  private synchronized long take(long bytes, long nowNanos) {
    settle(nowNanos);
    reserved += bytes;
    heldBack |= reserved > paid;
    return reserved;
  }

  /** How long to wait still, in nanoseconds, as things are now; 0 for not at all. */
  public long waitNanos(long taken) {
    return bytesPerSecond == 0 ? 0 : waitNanos(taken, clock.getAsLong());
  }

  private synchronized long waitNanos(long taken, long nowNanos) {
    settle(nowNanos);
    return bytesPerSecond == 0
        ? 0
        : Math.max(0, Math.round((taken - paid) / bytesPerSecond * NANOS_PER_SECOND));
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
