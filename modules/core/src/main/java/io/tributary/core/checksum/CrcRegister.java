package io.tributary.core.checksum;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Runs bytes through a CRC, 16 at a time by table (slicing). */
final class CrcRegister {
  private static final int SLICES = 16;
  private static final int SCRATCH_BYTES = 16 << 10;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long mask;
  private final long[][] tables = new long[SLICES][256];

  CrcRegister(CrcPolynomial polynomial) {
    this.mask = polynomial.mask();
    for (int value = 0; value < 256; value++) {
      long register = value;
      for (int slice = 0; slice < SLICES; slice++) {
        for (int bit = 0; bit < 8; bit++) {
          register = polynomial.timesX(register);
        }
        tables[slice][value] = register;
      }
    }
  }

  long update(long crc, ByteBuffer bytes) {
    long register = ~crc & mask;
    if (bytes.hasArray()) {
      int length = bytes.remaining();
      register = run(register, bytes.array(), bytes.arrayOffset() + bytes.position(), length);
      bytes.position(bytes.limit());
      return ~register & mask;
    }
    byte[] scratch = new byte[Math.min(SCRATCH_BYTES, bytes.remaining())];
    while (bytes.hasRemaining()) {
      int length = Math.min(scratch.length, bytes.remaining());
      bytes.get(scratch, 0, length);
      register = run(register, scratch, 0, length);
    }
    return ~register & mask;
  }

  private long run(long start, byte[] bytes, int offset, int length) {
    long register = start;
    int position = offset;
    int end = offset + length;
    for (; end - position >= SLICES; position += SLICES) {
      long low = (long) WORDS.get(bytes, position) ^ register;
      long high = (long) WORDS.get(bytes, position + 8);
      register = ofWord(low, 15) ^ ofWord(high, 7);
    }
    for (; position < end; position++) {
      register = tables[0][(int) (register ^ bytes[position]) & 0xFF] ^ (register >>> 8);
    }
    return register;
  }

  private long ofWord(long word, int slice) {
    return tables[slice][(int) word & 0xFF]
        ^ tables[slice - 1][(int) (word >>> 8) & 0xFF]
        ^ tables[slice - 2][(int) (word >>> 16) & 0xFF]
        ^ tables[slice - 3][(int) (word >>> 24) & 0xFF]
        ^ tables[slice - 4][(int) (word >>> 32) & 0xFF]
        ^ tables[slice - 5][(int) (word >>> 40) & 0xFF]
        ^ tables[slice - 6][(int) (word >>> 48) & 0xFF]
        ^ tables[slice - 7][(int) (word >>> 56)];
  }
}
