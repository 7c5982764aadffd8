package io.tributary.engine.cat;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.range.RangeSpec;
import java.time.Duration;
import java.util.Optional;

/**
 * How an object is read in order.
 *
 * @param partSizeBytes bytes of one request, 1 or more; with {@code lanes}, this is also the bound
 *     of memory: {@code lanes + 1} parts of at most {@link #MOST_BYTES} together
 * @param lanes requests at a time, 1 or more
 * @param retries failures in a row without a byte of progress before giving up, 0 or more
 * @param stallTimeout how long a connection may be silent
 * @param rangeOrNull null for the whole object
 * @param checksumOrNull what the bytes that are read must add up to
 */
public record OrderedOptions(
    long partSizeBytes,
    int lanes,
    int retries,
    Duration stallTimeout,
    RangeSpec rangeOrNull,
    Checksum checksumOrNull) {

  public static final long USUAL_PART_BYTES = 4L << 20;
  public static final int USUAL_LANES = 8;

  /** Most bytes under way at a time: an array of Java cannot be much larger, nor should a heap. */
  public static final long MOST_BYTES = 128L << 20;

  public OrderedOptions {
    if (partSizeBytes < 1 || lanes < 1 || partSizeBytes > MOST_BYTES / lanes) {
      throw new IllegalArgumentException(
          "part size times lanes must be at most 128MiB, not " + partSizeBytes + " times " + lanes);
    }
    if (retries < 0 || stallTimeout.isNegative() || stallTimeout.isZero()) {
      throw new IllegalArgumentException("retries " + retries + ", stall timeout " + stallTimeout);
    }
  }

  public Optional<RangeSpec> range() {
    return Optional.ofNullable(rangeOrNull);
  }

  public Optional<Checksum> checksum() {
    return Optional.ofNullable(checksumOrNull);
  }
}
