package io.tributary.server.guard;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * So many requests a second for each caller, and as many at once after a pause. Of callers that
 * were not heard of for longest it forgets some when there are too many. Thread-safe.
 */
public final class RequestRates {
  private static final int MOST_CALLERS = 1024;
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final LongSupplier nanos;

  /** When a caller would have nothing left to wait for, in nanoseconds; the oldest use first. */
  private final Map<String, Long> freeAtNanos =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST_CALLERS;
        }
      };

  /**
   * @param perSecond 0 for no limit
   */
  public RequestRates(double perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
  }

  /** Of how many callers something is known. */
  synchronized int remembered() {
    return freeAtNanos.size();
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
