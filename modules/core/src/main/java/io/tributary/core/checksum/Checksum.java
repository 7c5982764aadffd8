package io.tributary.core.checksum;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A checksum of a whole object, in its canonical text.
 *
 * @param value unsigned decimal for {@link ChecksumAlgorithm#CRC64}, lower-case hexadecimal without
 *     separators, full width, for all others
 */
public record Checksum(ChecksumAlgorithm algorithm, String value) {
  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,19}");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]*");

  public Checksum {
    requireNonNull(algorithm, "algorithm");
    requireNonNull(value, "value");
    if (!canonical(algorithm, value)) {
      throw new IllegalArgumentException("'" + value + "' is no " + algorithm.label() + " value");
    }
  }

  /**
   * Reads {@code algorithm:value} as users write it. The value is hexadecimal of full width in
   * either case; for {@code crc64} it is unsigned decimal, or hexadecimal after {@code 0x}.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  public static Checksum parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "checksum '" + text + "' must be ALGORITHM:VALUE, such as sha256:9f86d0…");
    }
    return of(ChecksumAlgorithm.ofLabel(text.substring(0, colon)), text.substring(colon + 1));
  }

  /**
   * Reads a value in the notation of {@link #parse}, without the algorithm before it: what an
   * {@code x-oss-hash-crc64ecma} header holds.
   */
  public static Checksum of(ChecksumAlgorithm algorithm, String text) {
    String value = text.toLowerCase(Locale.ROOT);
    if (algorithm == ChecksumAlgorithm.CRC64) {
      return ofCrc64(parseCrc64(value, text));
    }
    if (!canonical(algorithm, value)) {
      throw new IllegalArgumentException(
          "%s '%s' must be %d hexadecimal digits"
              .formatted(algorithm.label(), text, algorithm.widthBits() / 4));
    }
    return new Checksum(algorithm, value);
  }

  /**
   * Reads base64 of the value's bytes, most significant first: how S3 publishes checksums, and how
   * {@code Content-MD5} is written. S3's checksums of checksums, {@code …-3}, are no value of the
   * object and are refused.
   */
  public static Checksum ofBase64(ChecksumAlgorithm algorithm, String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          algorithm.label() + " '" + text + "' is not base64 of a whole object's checksum", e);
    }
    return ofBytes(algorithm, bytes);
  }

  /**
   * @param bytes most significant first, as a {@link java.security.MessageDigest} returns them
   */
  public static Checksum ofBytes(ChecksumAlgorithm algorithm, byte[] bytes) {
    if (bytes.length * 8 != algorithm.widthBits()) {
      throw new IllegalArgumentException(
          "%s has %d bytes, not %d"
              .formatted(algorithm.label(), algorithm.widthBits() / 8, bytes.length));
    }
    String value = HexFormat.of().formatHex(bytes);
    return new Checksum(
        algorithm,
        algorithm == ChecksumAlgorithm.CRC64 ? new BigInteger(value, 16).toString() : value);
  }

  /** Of a CRC-64/XZ value. */
  public static Checksum ofCrc64(long crc) {
    return new Checksum(ChecksumAlgorithm.CRC64, Long.toUnsignedString(crc));
  }

  /**
   * Of a value of {@link Crc}.
   *
   * @param algorithm a combinable one
   */
  public static Checksum ofCrc(ChecksumAlgorithm algorithm, long crc) {
    return switch (algorithm) {
      case CRC64 -> ofCrc64(crc);
      case CRC64NVME -> new Checksum(algorithm, HexFormat.of().toHexDigits(crc));
      case CRC32, CRC32C -> new Checksum(algorithm, HexFormat.of().toHexDigits((int) crc));
      case MD5, SHA1, SHA256, SHA512 ->
          throw new IllegalArgumentException(algorithm.label() + " is no CRC");
    };
  }

  /** The value as {@link Crc} computes it; for combinable algorithms only. */
  public long crc() {
    if (!algorithm.combinable()) {
      throw new IllegalStateException(algorithm.label() + " is no CRC");
    }
    return Long.parseUnsignedLong(value, algorithm == ChecksumAlgorithm.CRC64 ? 10 : 16);
  }

  private static long parseCrc64(String value, String text) {
    try {
      return value.startsWith("0x")
          ? Long.parseUnsignedLong(digits(value.substring(2)), 16)
          : Long.parseUnsignedLong(digits(value), 10);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "crc64 '" + text + "' must be an unsigned 64-bit number, decimal or 0x…", e);
    }
  }

  /** {@link Long#parseUnsignedLong} takes a plus sign; a checksum has none. */
  private static String digits(String text) {
    return text.startsWith("+") ? "" : text;
  }

  private static boolean canonical(ChecksumAlgorithm algorithm, String value) {
    if (algorithm == ChecksumAlgorithm.CRC64) {
      return DECIMAL.matcher(value).matches() && new BigInteger(value).bitLength() <= 64;
    }
    return value.length() == algorithm.widthBits() / 4 && HEX.matcher(value).matches();
  }

  @Override
  public String toString() {
    return algorithm.label() + ":" + value;
  }
}
