package io.tributary.engine.lane;

import io.tributary.core.checksum.Crc;
import io.tributary.core.ledger.Segment;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Collects written bytes, in order, into segments with their CRC-64. Not thread-safe. */
final class SegmentBuilder {
  /**
   * With those that wait half a second to be flushed, no more is lost to a crash than a second's
   * traffic, or 8 MiB a lane.
   */
  static final long MAX_SEGMENT_BYTES = 4L << 20;

  static final long MAX_AGE_NANOS = 500_000_000L;

  private long start;
  private long position;
  private long crc64;
  private long openedNanos;

  SegmentBuilder(long start) {
    this.start = start;
    this.position = start;
  }

  long position() {
    return position;
  }

  void append(ByteBuffer bytes, long nowNanos) {
    if (position == start) {
      openedNanos = nowNanos;
    }
    position += bytes.remaining();
    crc64 = Crc.CRC64_XZ.update(crc64, bytes);
  }

  boolean due(long nowNanos) {
    long length = position - start;
    return length >= MAX_SEGMENT_BYTES || (length > 0 && nowNanos - openedNanos >= MAX_AGE_NANOS);
  }

  /** Ends the segment begun, if it has any bytes, and begins the next. */
  Optional<Segment> finish() {
    if (position == start) {
      return Optional.empty();
    }
    Segment segment = new Segment(start, position - start, crc64);
    start = position;
    crc64 = 0;
    return Optional.of(segment);
  }
}
