package io.tributary.core.ledger;

import io.tributary.core.checksum.Crc;
import io.tributary.core.range.ByteRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/**
 * The bytes known to be in the temporary file: disjoint segments in order of their offset, each
 * with its CRC. Immutable. It is in bytes, not in parts: a resume may use another part size.
 *
 * <p>Segments that touch are merged, their CRCs combined, while the merged length stays within a
 * limit. So there are at most {@code 2 * covered / limit} of them, and one for each gap, whatever
 * the number of parts; and a segment that turns out bad costs no more than the limit to fetch again
 * (or one segment that was larger from the start).
 */
public final class Ledger {

  /** Merged segments may always grow to this, so that small objects have few. */
  public static final long LEAST_MERGE_LIMIT_BYTES = 8L << 20;

  /** A large object has about this many merged segments, at most twice as many. */
  public static final long SEGMENTS_PER_OBJECT = 8192;

  private final long mergeLimitBytes;
  private final List<Segment> segments;
  private final long coveredBytes;

  private Ledger(long mergeLimitBytes, List<Segment> segments, long coveredBytes) {
    this.mergeLimitBytes = mergeLimitBytes;
    this.segments = segments;
    this.coveredBytes = coveredBytes;
  }

  /**
   * @param mergeLimitBytes greatest length of a merged segment, 1 or more
   */
  public static Ledger empty(long mergeLimitBytes) {
    if (mergeLimitBytes < 1) {
      throw new IllegalArgumentException("merge limit " + mergeLimitBytes);
    }
    return new Ledger(mergeLimitBytes, List.of(), 0);
  }

  /** The limit for an object of this size: a power of two, 8 MiB or more. */
  public static long mergeLimitFor(long sizeBytes) {
    long share = Math.max(sizeBytes, 1) / SEGMENTS_PER_OBJECT;
    long powerOfTwo = share <= 1 ? 1 : Long.highestOneBit(share - 1) << 1;
    return Math.max(LEAST_MERGE_LIMIT_BYTES, powerOfTwo);
  }

  /** Merges segments that touch, within the limit, and leaves out those that overlap another. */
  public static List<Segment> merge(Collection<Segment> segments, long mergeLimitBytes) {
    return empty(mergeLimitBytes).plus(segments).segments();
  }

  /**
   * The same bytes in few segments, where there are no gaps: neighbours are merged as far as that
   * needs, and within {@link #LEAST_MERGE_LIMIT_BYTES} in any case. Nothing when there are more
   * even so.
   *
   * @param most segments, 2 or more
   */
  public static List<Segment> coarse(Collection<Segment> segments, int most) {
    long bytes = segments.stream().mapToLong(Segment::lengthBytes).sum();
    // Of two neighbours that are left, both together are longer than the limit.
    long limit = Math.max(LEAST_MERGE_LIMIT_BYTES, 2 * (bytes / (most - 1) + 1));
    List<Segment> merged = merge(segments, limit);
    return merged.size() <= most ? merged : List.of();
  }

  /**
   * With these segments as well. One that overlaps what is there already is left out: either its
   * bytes are all known, or it cannot be split, since the CRC of a piece of it is unknown.
   */
  public Ledger plus(Collection<Segment> additions) {
    SegmentMerge merge = new SegmentMerge(segments, mergeLimitBytes, Crc.CRC64_XZ);
    long added = merge.insert(additions);
    return added == 0 ? this : new Ledger(mergeLimitBytes, merge.result(), coveredBytes + added);
  }

  /** Without every segment that has a byte in one of these ranges. */
  public Ledger minus(Collection<ByteRange> ranges) {
    List<Segment> kept = new ArrayList<>(segments);
    for (ByteRange range : ranges) {
      int from = SegmentMerge.firstEndingAfter(kept, range.start());
      int to = from;
      while (to < kept.size() && kept.get(to).start() < range.end()) {
        to++;
      }
      kept.subList(from, to).clear();
    }
    long covered = kept.stream().mapToLong(Segment::lengthBytes).sum();
    return new Ledger(mergeLimitBytes, List.copyOf(kept), covered);
  }

  /** True when {@link #plus} would take this segment: no byte of it is known yet. */
  public boolean accepts(Segment segment) {
    int next = SegmentMerge.firstEndingAfter(segments, segment.start());
    return next == segments.size() || segments.get(next).start() >= segment.end();
  }

  /** The gaps in {@code within}, in order. */
  public List<ByteRange> missing(ByteRange within) {
    List<ByteRange> gaps = new ArrayList<>();
    long position = within.start();
    int next = SegmentMerge.firstEndingAfter(segments, position);
    while (position < within.end()) {
      boolean last = next == segments.size();
      long gapEnd = last ? within.end() : Math.min(within.end(), segments.get(next).start());
      if (gapEnd > position) {
        gaps.add(new ByteRange(position, gapEnd));
      }
      position = last ? within.end() : segments.get(next).end();
      next++;
    }
    return gaps;
  }

  public long coveredBytes() {
    return coveredBytes;
  }

  /** True when every byte of the range is known. */
  public boolean covers(ByteRange range) {
    return missing(range).isEmpty();
  }

  /**
   * The CRC-64/XZ of a range, combined from its segments; empty unless segments cover it without a
   * gap and start and end exactly where it does.
   */
  public OptionalLong crc64(ByteRange range) {
    long crc = 0;
    long position = range.start();
    int next = SegmentMerge.firstEndingAfter(segments, position);
    while (next < segments.size() && segments.get(next).start() == position) {
      Segment segment = segments.get(next++);
      crc = Crc.CRC64_XZ.combine(crc, segment.crc64(), segment.lengthBytes());
      position = segment.end();
      if (position >= range.end()) {
        return position == range.end() ? OptionalLong.of(crc) : OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  /** Disjoint, in order of their offset. */
  public List<Segment> segments() {
    return segments;
  }

  public long mergeLimitBytes() {
    return mergeLimitBytes;
  }

  @Override
  public String toString() {
    return "Ledger[" + coveredBytes + " bytes in " + segments.size() + " segments]";
  }
}
