package io.tributary.testkit.content;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * The bytes of an object. Immutable, readable at any offset, by many threads at once; nothing
 * obliges an implementation to hold the bytes in memory.
 */
public interface Content {

  /** Size in bytes, 0 or more. */
  long sizeBytes();

  /**
   * Copies {@code lengthBytes} bytes that start at {@code offset} of the content into {@code into}
   * from index {@code at} on.
   *
   * @throws IndexOutOfBoundsException when the range is not inside the content
   */
  void read(long offset, byte[] into, int at, int lengthBytes);

  /**
   * The CRC-64/XZ of all bytes, when it is known without reading them; {@link ContentDigest} reads.
   */
  default OptionalLong knownCrc64() {
    return OptionalLong.empty();
  }

  /** These bytes; the array is copied. */
  static Content of(byte[] bytes) {
    return new BytesContent(bytes.clone());
  }

  /** This text in UTF-8. */
  static Content of(String text) {
    return new BytesContent(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reproducible noise that takes no memory: the same seed and offset always give the same byte.
   *
   * @param sizeBytes 0 or more; hundreds of gigabytes are fine
   */
  static Content synthetic(long seed, long sizeBytes) {
    return new SyntheticContent(seed, sizeBytes);
  }

  /**
   * Like {@link #synthetic}, yet one odd-sized block over and over, so that the CRC-64 of any size
   * is known at once. The block is 7 bytes short of 1 MiB: no two offsets that parts usually start
   * at show the same bytes.
   */
  static Content repeating(long seed, long sizeBytes) {
    return new RepeatingContent(new SyntheticContent(seed, (1 << 20) - 7), sizeBytes);
  }

  /** This content and then {@code more}. */
  default Content followedBy(Content more) {
    return new JoinedContent(this, more);
  }

  /** All bytes in one array; for contents that fit. */
  default byte[] toByteArray() {
    return slice(0, Math.toIntExact(sizeBytes()));
  }

  /** A copy of some bytes. */
  default byte[] slice(long offset, int lengthBytes) {
    byte[] bytes = new byte[lengthBytes];
    read(offset, bytes, 0, lengthBytes);
    return bytes;
  }
}
