package io.tributary.core.plan;

import io.tributary.core.range.ByteRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The ranges that are still to be fetched, lowest offset first. Holds ranges, never an entry per
 * part: its memory grows with the number of gaps alone. Mutable, for one thread at a time.
 */
public final class PartQueue {

  /** Start to end; disjoint and never touching. */
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  private long remainingBytes;

  private PartQueue() {}

  /** Ranges in any order; where they overlap or touch they become one. */
  public static PartQueue of(List<ByteRange> ranges) {
    PartQueue queue = new PartQueue();
    ranges.forEach(queue::giveBack);
    return queue;
  }

  /**
   * Removes and returns the lowest range, cut to {@code maxBytes}; empty when nothing is left.
   *
   * @param maxBytes 1 or more
   */
  public Optional<ByteRange> take(long maxBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("cannot take " + maxBytes + " bytes");
    }
    Map.Entry<Long, Long> first = ranges.pollFirstEntry();
    if (first == null) {
      return Optional.empty();
    }
    long start = first.getKey();
    long end = first.getValue();
    long cut = end - start > maxBytes ? start + maxBytes : end;
    if (cut < end) {
      ranges.put(cut, end);
    }
    remainingBytes -= cut - start;
    return Optional.of(new ByteRange(start, cut));
  }

  /** Puts a range, or the rest of one, back; bytes that are waiting already count once. */
  public void giveBack(ByteRange range) {
    long start = range.start();
    long end = range.end();
    Map.Entry<Long, Long> neighbour = ranges.floorEntry(end);
    while (neighbour != null && neighbour.getValue() >= start) {
      start = Math.min(start, neighbour.getKey());
      end = Math.max(end, neighbour.getValue());
      remainingBytes -= neighbour.getValue() - neighbour.getKey();
      ranges.remove(neighbour.getKey());
      neighbour = ranges.floorEntry(end);
    }
    ranges.put(start, end);
    remainingBytes += end - start;
  }

  public long remainingBytes() {
    return remainingBytes;
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** What waits, in order. */
  public List<ByteRange> ranges() {
    return ranges.entrySet().stream().map(e -> new ByteRange(e.getKey(), e.getValue())).toList();
  }

  @Override
  public String toString() {
    return "PartQueue[" + remainingBytes + " bytes in " + ranges.size() + " ranges]";
  }
}
