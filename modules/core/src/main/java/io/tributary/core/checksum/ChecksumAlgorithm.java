package io.tributary.core.checksum;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A checksum or digest that a source publishes, or a user gives. */
public enum ChecksumAlgorithm {
  /** CRC-64/XZ, what OSS publishes as {@code x-oss-hash-crc64ecma}; written as unsigned decimal. */
  CRC64("crc64", 64, ""),
  /** CRC-64/NVME, S3's default full-object checksum. */
  CRC64NVME("crc64nvme", 64, ""),
  CRC32("crc32", 32, ""),
  CRC32C("crc32c", 32, ""),
  MD5("md5", 128, "MD5"),
  SHA1("sha1", 160, "SHA-1"),
  SHA256("sha256", 256, "SHA-256"),
  SHA512("sha512", 512, "SHA-512");

  private final String label;
  private final int widthBits;
  private final String digestName;

  ChecksumAlgorithm(String label, int widthBits, String digestName) {
    this.label = label;
    this.widthBits = widthBits;
    this.digestName = digestName;
  }

  /** The name in options and in JSON. */
  public String label() {
    return label;
  }

  /** How long a value is, in bits; a multiple of 8. */
  public int widthBits() {
    return widthBits;
  }

  /** True when the checksums of neighbours combine into that of both, without a second read. */
  public boolean combinable() {
    return digestName.isEmpty();
  }

  /** The name for {@link java.security.MessageDigest}; empty for CRCs, see {@link Crc#of}. */
  public Optional<String> digestName() {
    return digestName.isEmpty() ? Optional.empty() : Optional.of(digestName);
  }

  /**
   * @throws IllegalArgumentException that names the known ones when there is no such algorithm
   */
  public static ChecksumAlgorithm ofLabel(String label) {
    for (ChecksumAlgorithm algorithm : values()) {
      if (algorithm.label.equals(label.toLowerCase(Locale.ROOT))) {
        return algorithm;
      }
    }
    throw new IllegalArgumentException(
        "unknown checksum algorithm '" + label + "'; known are " + labels());
  }

  private static String labels() {
    return Arrays.stream(values()).map(ChecksumAlgorithm::label).collect(Collectors.joining(", "));
  }
}
