package io.tributary.engine.governor;

/**
 * So many requests per second and no more, save for a quarter of a second's worth after a pause. It
 * has no clock of its own. Not thread-safe.
 */
final class Pace {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long BURST_NANOS = 250_000_000;

  private double perSecond;

  /** When the next one would be due if they came evenly; 0 before the first. */
  private long dueNanos;

  private boolean begun;

  /** From now on; 0 for no limit. */
  void change(double newPerSecond) {
    if (newPerSecond != perSecond) {
      perSecond = newPerSecond;
      begun = false;
    }
  }

  boolean open(long nowNanos) {
    return perSecond == 0 || !begun || dueNanos - BURST_NANOS - nowNanos <= 0;
  }

  /** How long until the next request may begin. */
  long waitNanos(long nowNanos) {
    return open(nowNanos) ? 0 : dueNanos - BURST_NANOS - nowNanos;
  }

  void take(long nowNanos) {
    if (perSecond == 0) {
      return;
    }
    long from = begun ? Math.max(dueNanos - nowNanos, 0) : 0;
    dueNanos = nowNanos + from + (long) (NANOS_PER_SECOND / perSecond);
    begun = true;
  }
}
