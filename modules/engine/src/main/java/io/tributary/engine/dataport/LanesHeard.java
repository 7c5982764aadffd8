package io.tributary.engine.dataport;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When lanes of other nodes were heard of last. Thread-safe. */
final class LanesHeard {
  /** More are kept only while they are heard. */
  private static final int MOST_SILENT = 256;

  private static final Duration FORGOTTEN = Duration.ofMinutes(1);

  private final Map<Integer, Long> nanos = new ConcurrentHashMap<>();

  void heard(int lane, long nowNanos) {
    nanos.put(lane, nowNanos);
    if (nanos.size() > MOST_SILENT) {
      nanos.values().removeIf(then -> nowNanos - then > FORGOTTEN.toNanos());
    }
  }

  boolean within(int lane, Duration term, long nowNanos) {
    Long then = nanos.get(lane);
    return then != null && nowNanos - then <= term.toNanos();
  }

  int size() {
    return nanos.size();
  }
}
