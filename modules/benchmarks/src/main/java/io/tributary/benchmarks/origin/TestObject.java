package io.tributary.benchmarks.origin;

import io.tributary.core.checksum.Crc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/**
 * A file that the origin serves.
 *
 * @param crc64 CRC-64/XZ of its bytes
 */
public record TestObject(Path file, long sizeBytes, long crc64) {
  private static final int BLOCK_BYTES = 8 << 20;
  private static final int PAGE_BYTES = 4096;
  private static final int READ_BYTES = 1 << 20;

  /**
   * Writes bytes that do not compress. Every page carries its number, so that no page at another's
   * place goes unnoticed.
   */
  public static TestObject create(Path file, long sizeBytes) throws IOException {
    return create(file, sizeBytes, sizeBytes);
  }

  /**
   * @param seed other bytes for each
   */
  public static TestObject create(Path file, long sizeBytes, long seed) throws IOException {
    byte[] bytes = new byte[blockBytes(sizeBytes)];
    new Random(seed).nextBytes(bytes);
    ByteBuffer block = ByteBuffer.wrap(bytes);
    long crc64 = 0;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long offset = 0; offset < sizeBytes; offset += BLOCK_BYTES) {
        for (int page = 0; page < bytes.length; page += PAGE_BYTES) {
          block.putLong(page, offset + page);
        }
        int length = (int) Math.min(BLOCK_BYTES, sizeBytes - offset);
        crc64 = Crc.CRC64_XZ.update(crc64, bytes, 0, length);
        ByteBuffer whole = ByteBuffer.wrap(bytes, 0, length);
        while (whole.hasRemaining()) {
          channel.write(whole);
        }
      }
    }
    return new TestObject(file, sizeBytes, crc64);
  }

  /** Whole pages; a small object needs no more than it has. */
  private static int blockBytes(long sizeBytes) {
    long pages = Math.max(1, (sizeBytes + PAGE_BYTES - 1) / PAGE_BYTES);
    return (int) Math.min(BLOCK_BYTES, pages * PAGE_BYTES);
  }

  /** As OSS publishes it: unsigned, decimal. */
  public String publishedCrc64() {
    return Long.toUnsignedString(crc64);
  }

  /** CRC-64/XZ of any file. */
  public static long crc64Of(Path file) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    long crc64 = 0;
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(buffer.clear()) >= 0) {
        crc64 = Crc.CRC64_XZ.update(crc64, buffer.flip());
      }
    }
    return crc64;
  }
}
