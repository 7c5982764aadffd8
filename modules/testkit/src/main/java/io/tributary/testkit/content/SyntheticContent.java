package io.tributary.testkit.content;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/** SplitMix64 over 8-byte blocks, little-endian: block i is mix(seed + (i + 1) * golden). */
final class SyntheticContent implements Content {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long seed;
  private final long sizeBytes;

  SyntheticContent(long seed, long sizeBytes) {
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("size " + sizeBytes);
    }
    this.seed = seed;
    this.sizeBytes = sizeBytes;
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public void read(long offset, byte[] into, int at, int lengthBytes) {
    Objects.checkFromIndexSize(offset, (long) lengthBytes, sizeBytes);
    Objects.checkFromIndexSize(at, lengthBytes, into.length);
    int index = at;
    int end = at + lengthBytes;
    long position = offset;
    while (index < end && (position & 7) != 0) {
      into[index++] = byteAt(position++);
    }
    for (; index + 8 <= end; index += 8, position += 8) {
      LONGS.set(into, index, block(position >>> 3));
    }
    while (index < end) {
      into[index++] = byteAt(position++);
    }
  }

  private byte byteAt(long position) {
    return (byte) (block(position >>> 3) >>> ((position & 7) * 8));
  }

  private long block(long number) {
    long z = seed + (number + 1) * GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
