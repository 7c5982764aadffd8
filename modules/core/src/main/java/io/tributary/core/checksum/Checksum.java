package io.tributary.core.checksum;

import static java.util.Objects.requireNonNull;

/**
 * A checksum of a whole object, in its canonical text.
 *
 * @param value unsigned decimal for {@link ChecksumAlgorithm#CRC64}, lower-case hexadecimal without
 *     separators, full width, for all others
 */
public record Checksum(ChecksumAlgorithm algorithm, String value) {
  public Checksum {
    requireNonNull(algorithm, "algorithm");
    requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return algorithm.label() + ":" + value;
  }
}
