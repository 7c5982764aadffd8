package io.tributary.engine.download;

import java.util.Map;
import java.util.TreeMap;

/** A file of which every byte may be written once; the second write of any fails the test. */
final class WrittenOnce {
  private final TreeMap<Long, Long> written = new TreeMap<>();
  private long bytes;

  void write(long start, long end) {
    Map.Entry<Long, Long> before = written.lowerEntry(end);
    if (before != null && before.getValue() > start) {
      throw new AssertionError(
          "written twice: %d-%d, and now %d-%d"
              .formatted(before.getKey(), before.getValue(), start, end));
    }
    bytes += end - start;
    long from = before != null && before.getValue() == start ? before.getKey() : start;
    written.put(from, end);
    Long rest = written.remove(end);
    if (rest != null) {
      written.put(from, rest);
    }
  }

  long bytes() {
    return bytes;
  }
}
