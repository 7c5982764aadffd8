package io.tributary.testkit.content;

import java.util.Objects;

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
}
