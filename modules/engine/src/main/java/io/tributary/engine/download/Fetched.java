package io.tributary.engine.download;

import io.tributary.core.plan.PartQueue;
import io.tributary.core.range.ByteRange;
import java.util.ArrayList;
import java.util.List;

/**
 * What one node has fetched, for those who look on. Beyond {@link #MOST_RANGES} neighbours become
 * one, with the gap between them: the picture gets coarser, the number of bytes stays exact.
 * Mutable, for one thread.
 */
final class Fetched {
  /** So many for each of dozens of nodes still fit into one message. */
  static final int MOST_RANGES = 128;

  private PartQueue ranges = PartQueue.of(List.of());
  private long bytes;

  void add(long start, long end) {
    if (start < end) {
      bytes += end - start;
      ranges.giveBack(new ByteRange(start, end));
      if (ranges.ranges().size() > MOST_RANGES) {
        ranges = PartQueue.of(coarser(ranges.ranges(), MOST_RANGES / 2));
      }
    }
  }

  long bytes() {
    return bytes;
  }

  List<ByteRange> ranges() {
    return ranges.ranges();
  }

  /** At most so many ranges that cover these, which are in order. */
  static List<ByteRange> coarser(List<ByteRange> ranges, int most) {
    int together = (ranges.size() + most - 1) / most;
    List<ByteRange> coarse = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i += together) {
      int last = Math.min(i + together, ranges.size()) - 1;
      coarse.add(new ByteRange(ranges.get(i).start(), ranges.get(last).end()));
    }
    return coarse;
  }
}
