package io.tributary.engine.dataport;

import io.tributary.core.checksum.Crc;
import java.nio.ByteBuffer;

/** The form of a part: frames of a length (4 bytes), a CRC-64/XZ (8 bytes) and as many bytes. */
final class Frames {
  static final int HEADER_BYTES = Integer.BYTES + Long.BYTES;

  /** Large enough that a frame costs nothing, small enough for each part to have one in memory. */
  static final int MOST_BYTES = 256 << 10;

  /** More than a lane sends in one part. */
  static final long MOST_PART_BYTES = 16L << 20;

  private Frames() {}

  static long crc64(ByteBuffer bytes) {
    return Crc.CRC64_XZ.update(0, bytes.duplicate());
  }
}
