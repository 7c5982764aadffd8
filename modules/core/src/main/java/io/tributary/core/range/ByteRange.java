package io.tributary.core.range;

/**
 * A non-empty run of bytes of one object.
 *
 * @param start offset of the first byte, 0 or more
 * @param end offset after the last byte, greater than {@code start}
 */
public record ByteRange(long start, long end) implements Comparable<ByteRange> {

  public ByteRange {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("not a byte range: [" + start + ", " + end + ")");
    }
  }

  public static ByteRange ofLength(long start, long lengthBytes) {
    return new ByteRange(start, Math.addExact(start, lengthBytes));
  }

  public long lengthBytes() {
    return end - start;
  }

  public boolean contains(ByteRange other) {
    return start <= other.start && other.end <= end;
  }

  public boolean overlaps(ByteRange other) {
    return start < other.end && other.start < end;
  }

  /** As the value of an HTTP {@code Range} header: {@code bytes=0-99}, last byte included. */
  public String httpHeader() {
    return "bytes=" + start + "-" + (end - 1);
  }

  @Override
  public int compareTo(ByteRange other) {
    int byStart = Long.compare(start, other.start);
    return byStart != 0 ? byStart : Long.compare(end, other.end);
  }

  @Override
  public String toString() {
    return start + "-" + (end - 1);
  }
}
