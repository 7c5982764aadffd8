package io.tributary.benchmarks.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** How long calls of one kind took, and what they were answered with. Thread-safe. */
final class Latencies {
  /** In place of a status: the connection broke. */
  static final int BROKEN = 0;

  private final List<Long> nanos = new ArrayList<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();

  synchronized void add(int status, long tookNanos) {
    nanos.add(tookNanos);
    statuses.merge(status, 1, Integer::sum);
  }

  synchronized int count() {
    return nanos.size();
  }

  /** Of those that were answered with a 5xx, or not at all. */
  synchronized int failures() {
    return statuses.entrySet().stream()
        .filter(entry -> entry.getKey() >= 500 || entry.getKey() == BROKEN)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** {@code 202: 9990, 503: 10}. */
  synchronized String statuses() {
    List<String> each = new ArrayList<>();
    statuses.forEach(
        (status, count) -> each.add((status == BROKEN ? "broken" : status) + ": " + count));
    return String.join(", ", each);
  }

  /**
   * The least time within which that share of them was answered, in milliseconds; not a number when
   * there are none.
   */
  synchronized double millis(double share) {
    if (nanos.isEmpty()) {
      return Double.NaN;
    }
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    int place = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.max(0, place)] / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
