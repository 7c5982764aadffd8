package io.tributary.core.checksum;

import java.util.Locale;

/** A checksum or digest that a source publishes, or a user gives. */
public enum ChecksumAlgorithm {
  /** CRC-64/XZ, what OSS publishes as {@code x-oss-hash-crc64ecma}; written as unsigned decimal. */
  CRC64("crc64", true),
  /** CRC-64/NVME, S3's default full-object checksum. */
  CRC64NVME("crc64nvme", true),
  CRC32("crc32", true),
  CRC32C("crc32c", true),
  MD5("md5", false),
  SHA1("sha1", false),
  SHA256("sha256", false),
  SHA512("sha512", false);

  private final String label;
  private final boolean combinable;

  ChecksumAlgorithm(String label, boolean combinable) {
    this.label = label;
    this.combinable = combinable;
  }

  /** The name in options and in JSON. */
  public String label() {
    return label;
  }

  /** True when the checksums of neighbours combine into that of both, without a second read. */
  public boolean combinable() {
    return combinable;
  }

  public static ChecksumAlgorithm ofLabel(String label) {
    for (ChecksumAlgorithm algorithm : values()) {
      if (algorithm.label.equals(label.toLowerCase(Locale.ROOT))) {
        return algorithm;
      }
    }
    throw new IllegalArgumentException("unknown checksum algorithm '" + label + "'");
  }
}
