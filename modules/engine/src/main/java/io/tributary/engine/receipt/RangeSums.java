package io.tributary.engine.receipt;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.Crc;
import io.tributary.core.ledger.Segment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which ranges are in a file that is read from its start to its end. For one thread. */
final class RangeSums {
  private final List<Segment> ranges;
  private final List<Segment> good = new ArrayList<>();
  private int next;
  private long position;
  private long crc64;
  private long wholeCrc64;
  private boolean gaps;

  /**
   * @param ranges in order
   */
  RangeSums(List<Segment> ranges) {
    this.ranges = ranges;
  }

  /** Takes all that remains of them. */
  void update(ByteBuffer bytes) {
    while (bytes.hasRemaining() && next < ranges.size()) {
      Segment range = ranges.get(next);
      boolean before = position < range.start();
      gaps |= before;
      ByteBuffer some = bytes.duplicate();
      long until = before ? range.start() : range.end();
      some.limit(bytes.position() + (int) Math.min(bytes.remaining(), until - position));
      position += some.remaining();
      bytes.position(some.limit());
      if (!before) {
        crc64 = Crc.CRC64_XZ.update(crc64, some);
        endOf(range);
      }
    }
    gaps |= bytes.hasRemaining();
    position += bytes.remaining();
    bytes.position(bytes.limit());
  }

  private void endOf(Segment range) {
    if (position < range.end()) {
      return;
    }
    if (crc64 == range.crc64()) {
      good.add(range);
    }
    wholeCrc64 = Crc.CRC64_XZ.combine(wholeCrc64, crc64, range.lengthBytes());
    crc64 = 0;
    next++;
  }

  /** Those that are as they should be. */
  List<Segment> good() {
    return good;
  }

  /** The CRC-64 of all that was read, without another look at it; empty where ranges had gaps. */
  Optional<Checksum> whole() {
    return gaps || next < ranges.size()
        ? Optional.empty()
        : Optional.of(Checksum.ofCrc64(wholeCrc64));
  }
}
