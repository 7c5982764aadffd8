package io.tributary.core.checksum;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Four interleaved CRCs, so that the processor has four chains of table look-ups under way at once:
 * each takes every fourth word, and is moved on by the 32 bytes of all four in one step of eight
 * look-ups (A. Kadatch, B. Jenkins: "Everything we know about CRC but afraid to forget", 2010).
 *
 * <p>A template: {@link CrcKernel#of} defines it once for each polynomial.
 */
final class BraidedCrc implements CrcKernel {
  private static final int STREAMS = 4;
  private static final int BLOCK_BYTES = STREAMS * Long.BYTES;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** What the lowest byte of the register becomes when one byte, itself, has gone by. */
  private static final long[] BYTE = table(1);

  /** What the byte at this place of a word becomes when a whole block has gone by. */
  private static final long[] BYTE_0 = table(BLOCK_BYTES);

  private static final long[] BYTE_1 = table(BLOCK_BYTES - 1);
  private static final long[] BYTE_2 = table(BLOCK_BYTES - 2);
  private static final long[] BYTE_3 = table(BLOCK_BYTES - 3);
  private static final long[] BYTE_4 = table(BLOCK_BYTES - 4);
  private static final long[] BYTE_5 = table(BLOCK_BYTES - 5);
  private static final long[] BYTE_6 = table(BLOCK_BYTES - 6);
  private static final long[] BYTE_7 = table(BLOCK_BYTES - 7);

  BraidedCrc() {}

  /** The bits of a byte are moved on one by one; their sums follow, since a CRC is linear. */
  private static long[] table(int bytesGoneBy) {
    CrcPolynomial polynomial = polynomial();
    long power = polynomial.powerOfBytes(bytesGoneBy);
    long[] table = new long[256];
    for (int value = 1; value < table.length; value++) {
      int lowest = Integer.lowestOneBit(value);
      table[value] =
          value == lowest
              ? polynomial.multiply(value, power)
              : table[lowest] ^ table[value - lowest];
    }
    return table;
  }

  private static CrcPolynomial polynomial() {
    try {
      return MethodHandles.classData(MethodHandles.lookup(), "_", CrcPolynomial.class);
    } catch (IllegalAccessException e) {
      throw new LinkageError("not defined for a polynomial", e);
    }
  }

  @Override
  public long run(long register, byte[] bytes, int offset, int length) {
    int blocks = length / BLOCK_BYTES;
    if (blocks < 2) {
      return byByte(register, bytes, offset, offset + length);
    }
    return braid(register, bytes, offset, offset + length, blocks - 1);
  }

  /** Leaves at least one block, in which the streams join again. */
  private static long braid(long register, byte[] bytes, int start, int end, int blocks) {
    long first = register;
    long second = 0;
    long third = 0;
    long fourth = 0;
    int at = start;
    for (int i = 0; i < blocks; i++, at += BLOCK_BYTES) {
      first = blockLater(first ^ (long) WORDS.get(bytes, at));
      second = blockLater(second ^ (long) WORDS.get(bytes, at + 8));
      third = blockLater(third ^ (long) WORDS.get(bytes, at + 16));
      fourth = blockLater(fourth ^ (long) WORDS.get(bytes, at + 24));
    }
    long joined = wordLater(first ^ (long) WORDS.get(bytes, at));
    joined = wordLater(joined ^ second ^ (long) WORDS.get(bytes, at + 8));
    joined = wordLater(joined ^ third ^ (long) WORDS.get(bytes, at + 16));
    joined = wordLater(joined ^ fourth ^ (long) WORDS.get(bytes, at + 24));
    return byByte(joined, bytes, at + BLOCK_BYTES, end);
  }

  private static long blockLater(long word) {
    return BYTE_0[(int) word & 0xFF]
        ^ BYTE_1[(int) (word >>> 8) & 0xFF]
        ^ BYTE_2[(int) (word >>> 16) & 0xFF]
        ^ BYTE_3[(int) (word >>> 24) & 0xFF]
        ^ BYTE_4[(int) (word >>> 32) & 0xFF]
        ^ BYTE_5[(int) (word >>> 40) & 0xFF]
        ^ BYTE_6[(int) (word >>> 48) & 0xFF]
        ^ BYTE_7[(int) (word >>> 56)];
  }

  private static long wordLater(long word) {
    long register = word;
    for (int i = 0; i < Long.BYTES; i++) {
      register = BYTE[(int) register & 0xFF] ^ (register >>> 8);
    }
    return register;
  }

  private static long byByte(long start, byte[] bytes, int from, int to) {
    long register = start;
    for (int i = from; i < to; i++) {
      register = BYTE[((int) register ^ bytes[i]) & 0xFF] ^ (register >>> 8);
    }
    return register;
  }
}
