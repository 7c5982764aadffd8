package io.tributary.core.ledger;

import io.tributary.core.checksum.Crc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Merges new segments into a sorted list in one pass; untouched stretches are copied in bulk. */
final class SegmentMerge {
  private final List<Segment> before;
  private final long mergeLimitBytes;
  private final Crc crc;
  private final List<Segment> merged;
  private int copied;

  SegmentMerge(List<Segment> before, long mergeLimitBytes, Crc crc) {
    this.before = before;
    this.mergeLimitBytes = mergeLimitBytes;
    this.crc = crc;
    this.merged = new ArrayList<>(before.size() + 1);
  }

  /** Index of the first segment that ends after the offset; the list's size when there is none. */
  static int firstEndingAfter(List<Segment> sorted, long offset) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted.get(middle).end() > offset) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Returns how many bytes were new. */
  long insert(Collection<Segment> additions) {
    long added = 0;
    List<Segment> inOrder = new ArrayList<>(additions);
    inOrder.sort(Comparator.comparingLong(Segment::start));
    for (Segment segment : inOrder) {
      added += insert(segment);
    }
    copyUntil(before.size());
    return added;
  }

  List<Segment> result() {
    return List.copyOf(merged);
  }

  private long insert(Segment segment) {
    int next = firstEndingAfter(before, segment.start());
    boolean overlapsNext = next < before.size() && before.get(next).start() < segment.end();
    if (overlapsNext || overlapsLastAddition(segment)) {
      return 0;
    }
    copyUntil(next);
    append(segment);
    return segment.lengthBytes();
  }

  private boolean overlapsLastAddition(Segment segment) {
    return !merged.isEmpty() && merged.get(merged.size() - 1).end() > segment.start();
  }

  /** Only the first of a stretch can have got a new neighbour. */
  private void copyUntil(int end) {
    if (copied < end) {
      append(before.get(copied));
      merged.addAll(before.subList(copied + 1, end));
      copied = end;
    }
  }

  private void append(Segment segment) {
    int last = merged.size() - 1;
    if (last >= 0 && mergeable(merged.get(last), segment)) {
      merged.set(last, join(merged.get(last), segment));
    } else {
      merged.add(segment);
    }
  }

  private boolean mergeable(Segment left, Segment right) {
    return left.end() == right.start()
        && right.lengthBytes() <= mergeLimitBytes - left.lengthBytes();
  }

  private Segment join(Segment left, Segment right) {
    return new Segment(
        left.start(),
        left.lengthBytes() + right.lengthBytes(),
        crc.combine(left.crc64(), right.crc64(), right.lengthBytes()));
  }
}
