package io.tributary.server.guard;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * So many requests a second for each caller, and as many at once after a pause. Thread-safe.
 *
 * <p>It remembers every caller: these are names of tokens, of which there are few.
 */
public final class RequestRates {
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final LongSupplier nanos;

  /** When a caller would have nothing left to wait for, in nanoseconds. */
  private final Map<String, Long> freeAtNanos = new HashMap<>();

  /**
   * @param perSecond 0 for no limit
   */
  public RequestRates(double perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
  }

  /** Counts a request that may be answered; zero when it may, else how long to wait. */
  public synchronized Duration take(String caller) {
    if (perSecond == 0) {
      return Duration.ZERO;
    }
    long now = nanos.getAsLong();
    long each = Math.round(NANOS / perSecond);
    long burst = Math.max(each, Math.round(NANOS));
    long freeAt = freeAtNanos.getOrDefault(caller, now);
    freeAt = freeAt - now < 0 ? now : freeAt;
    long wait = freeAt + each - now - burst;
    if (wait > 0) {
      return Duration.ofNanos(wait);
    }
    freeAtNanos.put(caller, freeAt + each);
    return Duration.ZERO;
  }
}
