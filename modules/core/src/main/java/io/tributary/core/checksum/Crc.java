package io.tributary.core.checksum;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A cyclic redundancy check whose register starts as, and is XORed at the end with, all ones, and
 * which takes bits lowest first: every CRC that an object store publishes.
 *
 * <p>Values are finalized CRCs, and 0 is that of no bytes at all, as in zlib; so {@code update(0,
 * …)} starts and {@code update(previous, …)} goes on. A 32-bit CRC is in the lower half of the
 * {@code long}. Instances are stateless: any number of threads may share them.
 *
 * <p>Parameters and check values are from the catalogue of parametrised CRC algorithms
 * (reveng.sourceforge.io/crc-catalogue).
 */
public final class Crc {

  /** Published by OSS as {@code x-oss-hash-crc64ecma}; its name in the catalogue is CRC-64/XZ. */
  public static final Crc CRC64_XZ =
      new Crc("CRC-64/XZ", CrcPolynomial.of64(0xC96C5795D7870F42L), null);

  /** S3's default checksum of a full object. */
  public static final Crc CRC64_NVME =
      new Crc("CRC-64/NVME", CrcPolynomial.of64(0x9A6C9329AC4BC9B5L), null);

  /** CRC-32/ISO-HDLC: zlib, Ethernet. */
  public static final Crc CRC32 =
      new Crc("CRC-32", CrcPolynomial.of32(0xEDB88320L), java.util.zip.CRC32::new);

  /** CRC-32/ISCSI, Castagnoli's. */
  public static final Crc CRC32C =
      new Crc("CRC-32C", CrcPolynomial.of32(0x82F63B78L), java.util.zip.CRC32C::new);

  /** From here on the JDK's own class, which uses the processor's instructions, is faster. */
  private static final int NATIVE_FROM_BYTES = 4 << 10;

  /** How much of a buffer without an array is copied at a time. */
  private static final int SCRATCH_BYTES = 8 << 10;

  private final String name;
  private final CrcPolynomial polynomial;

  /** Made on first use: most runs need one CRC of the four. Two threads may both make it. */
  private volatile CrcKernel kernelOrNull;

  private final Supplier<java.util.zip.Checksum> nativeOrNull;

  private Crc(
      String name, CrcPolynomial polynomial, Supplier<java.util.zip.Checksum> nativeOrNull) {
    this.name = name;
    this.polynomial = polynomial;
    this.nativeOrNull = nativeOrNull;
  }

  /** The CRC of this algorithm; empty for digests, which do not combine. */
  public static Optional<Crc> of(ChecksumAlgorithm algorithm) {
    return switch (algorithm) {
      case CRC64 -> Optional.of(CRC64_XZ);
      case CRC64NVME -> Optional.of(CRC64_NVME);
      case CRC32 -> Optional.of(CRC32);
      case CRC32C -> Optional.of(CRC32C);
      case MD5, SHA1, SHA256, SHA512 -> Optional.empty();
    };
  }

  /** 32 or 64. */
  public int widthBits() {
    return polynomial.widthBits();
  }

  /** The CRC of {@code bytes} after those of which {@code crc} is the CRC. */
  public long update(long crc, byte[] bytes) {
    return update(crc, bytes, 0, bytes.length);
  }

  /**
   * The CRC of the given bytes after those of which {@code crc} is the CRC.
   *
   * @throws IndexOutOfBoundsException when the bytes are not all in the array
   */
  public long update(long crc, byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (nativeOrNull != null && length >= NATIVE_FROM_BYTES) {
      java.util.zip.Checksum checksum = nativeOrNull.get();
      checksum.update(bytes, offset, length);
      return combine(crc, checksum.getValue(), length);
    }
    long ones = polynomial.mask();
    return kernel().run(crc ^ ones, bytes, offset, length) ^ ones;
  }

  /**
   * The CRC of the remaining bytes, all of which are consumed, after those of which {@code crc} is
   * the CRC. Any kind of buffer; its byte order does not matter.
   */
  public long update(long crc, ByteBuffer bytes) {
    if (bytes.hasArray()) {
      int offset = bytes.arrayOffset() + bytes.position();
      long updated = update(crc, bytes.array(), offset, bytes.remaining());
      bytes.position(bytes.limit());
      return updated;
    }
    long updated = crc;
    byte[] scratch = new byte[Math.min(SCRATCH_BYTES, bytes.remaining())];
    while (bytes.hasRemaining()) {
      int length = Math.min(scratch.length, bytes.remaining());
      bytes.get(scratch, 0, length);
      updated = update(updated, scratch, 0, length);
    }
    return updated;
  }

  /**
   * The CRC of A followed by B, from the CRCs of both; the time it takes grows with the number of
   * bits in the length alone.
   *
   * @param lengthBBytes length of B, 0 or more
   */
  public long combine(long crcA, long crcB, long lengthBBytes) {
    if (lengthBBytes < 0) {
      throw new IllegalArgumentException("length " + lengthBBytes);
    }
    return polynomial.multiply(crcA, polynomial.powerOfBytes(lengthBBytes)) ^ crcB;
  }

  private CrcKernel kernel() {
    CrcKernel kernel = kernelOrNull;
    if (kernel == null) {
      kernel = CrcKernel.of(polynomial);
      kernelOrNull = kernel;
    }
    return kernel;
  }

  @Override
  public String toString() {
    return name;
  }
}
