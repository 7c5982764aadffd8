package io.tributary.core.ledger;

import io.tributary.core.range.ByteRange;

/**
 * A run of bytes known to be in the temporary file.
 *
 * @param crc64 CRC-64/XZ of exactly these bytes
 */
public record Segment(long start, long lengthBytes, long crc64) {
  public Segment {
    if (start < 0 || lengthBytes <= 0 || start > Long.MAX_VALUE - lengthBytes) {
      throw new IllegalArgumentException("not a segment: " + start + " + " + lengthBytes);
    }
  }

  public long end() {
    return start + lengthBytes;
  }

  /** The same bytes in a file that begins with the byte at {@code origin} of this one. */
  public Segment from(long origin) {
    return new Segment(start - origin, lengthBytes, crc64);
  }

  public ByteRange range() {
    return new ByteRange(start, end());
  }
}
