package io.tributary.testkit.content;

import io.tributary.core.checksum.Crc;
import java.util.Objects;
import java.util.OptionalLong;

/** One block over and over, the last one cut off at the size. */
final class RepeatingContent implements Content {
  private final byte[] block;
  private final long sizeBytes;

  RepeatingContent(Content block, long sizeBytes) {
    if (sizeBytes < 0 || block.sizeBytes() == 0) {
      throw new IllegalArgumentException("size " + sizeBytes + " of " + block.sizeBytes());
    }
    this.block = block.toByteArray();
    this.sizeBytes = sizeBytes;
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public void read(long offset, byte[] into, int at, int lengthBytes) {
    Objects.checkFromIndexSize(offset, (long) lengthBytes, sizeBytes);
    int done = 0;
    while (done < lengthBytes) {
      int from = (int) ((offset + done) % block.length);
      int run = Math.min(lengthBytes - done, block.length - from);
      System.arraycopy(block, from, into, at + done, run);
      done += run;
    }
  }

  /** The block's CRC, combined with itself by doubling: 60 steps at most, whatever the size. */
  @Override
  public OptionalLong knownCrc64() {
    long crc = 0;
    long runCrc = Crc.CRC64_XZ.update(0, block);
    long runBytes = block.length;
    for (long blocks = sizeBytes / block.length; blocks > 0; blocks >>>= 1) {
      if ((blocks & 1) == 1) {
        crc = Crc.CRC64_XZ.combine(crc, runCrc, runBytes);
      }
      runCrc = Crc.CRC64_XZ.combine(runCrc, runCrc, runBytes);
      runBytes *= 2;
    }
    int rest = (int) (sizeBytes % block.length);
    long restCrc = Crc.CRC64_XZ.update(0, block, 0, rest);
    return OptionalLong.of(Crc.CRC64_XZ.combine(crc, restCrc, rest));
  }
}
