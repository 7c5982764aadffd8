package io.tributary.torture.campaign;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often what happened, by part and kind; and the greatest of some measures. Thread-safe. */
public final class Tally {
  private final SortedMap<String, Long> counts = new TreeMap<>();
  private final SortedMap<String, Long> greatest = new TreeMap<>();

  /** Counts once. */
  public void count(String kind) {
    count(kind, 1);
  }

  public synchronized void count(String kind, long times) {
    if (times > 0) {
      counts.merge(kind, times, Long::sum);
    }
  }

  /** Keeps the greatest value only. */
  public synchronized void measure(String what, long value) {
    greatest.merge(what, value, Math::max);
  }

  /** Adds all of another one, which must be at rest. */
  public synchronized void add(Tally other) {
    other.counts().forEach(this::count);
    other.measures().forEach(this::measure);
  }

  public synchronized SortedMap<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  public synchronized SortedMap<String, Long> measures() {
    return new TreeMap<>(greatest);
  }

  /** The sum over all kinds that start so. */
  public synchronized long sum(String prefix) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
