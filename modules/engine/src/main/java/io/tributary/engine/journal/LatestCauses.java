package io.tributary.engine.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Why something failed, by whatever it is, for somebody who may never ask: the oldest are
 * forgotten. Thread-safe.
 */
public final class LatestCauses {
  static final int MOST = 1000;

  private final Map<String, Throwable> causes = new LinkedHashMap<>();

  public synchronized void add(String key, Throwable cause) {
    causes.remove(key);
    causes.put(key, cause);
    if (causes.size() > MOST) {
      causes.remove(causes.keySet().iterator().next());
    }
  }

  /** The latest cause; told once. */
  public synchronized Optional<Throwable> take(String key) {
    return Optional.ofNullable(causes.remove(key));
  }
}
