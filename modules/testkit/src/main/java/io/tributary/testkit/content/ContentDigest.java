package io.tributary.testkit.content;

import io.tributary.core.checksum.Crc;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;

/** Checksums of contents, read piece by piece: memory does not grow with the size. */
public final class ContentDigest {
  private static final int BUFFER_BYTES = 256 * 1024;

  private ContentDigest() {}

  /** CRC-64/XZ, unsigned; at once where the content knows it, else by reading all bytes. */
  public static long crc64(Content content) {
    OptionalLong known = content.knownCrc64();
    return known.isPresent() ? known.getAsLong() : crc64(content, 0, content.sizeBytes());
  }

  /** CRC-64/XZ of a part. */
  public static long crc64(Content content, long offset, long lengthBytes) {
    long[] crc = {0};
    read(
        content,
        offset,
        lengthBytes,
        (bytes, length) -> crc[0] = Crc.CRC64_XZ.update(crc[0], bytes, 0, length));
    return crc[0];
  }

  /** Lower-case hexadecimal. */
  public static String sha256(Content content) {
    return digest("SHA-256", content);
  }

  /** Lower-case hexadecimal. */
  public static String md5(Content content) {
    return digest("MD5", content);
  }

  private static String digest(String algorithm, Content content) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      read(content, 0, content.sizeBytes(), (bytes, length) -> digest.update(bytes, 0, length));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  @FunctionalInterface
  private interface Sink {
    void take(byte[] bytes, int length);
  }

  private static void read(Content content, long offset, long lengthBytes, Sink sink) {
    byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, lengthBytes)];
    for (long done = 0; done < lengthBytes; done += buffer.length) {
      int piece = (int) Math.min(buffer.length, lengthBytes - done);
      content.read(offset + done, buffer, 0, piece);
      sink.take(buffer, piece);
    }
  }
}
