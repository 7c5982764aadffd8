package io.tributary.engine.api;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.quantity.RequestRate;
import io.tributary.core.range.RangeSpec;
import java.time.Duration;
import java.util.Optional;

/**
 * How one download behaves. Made with {@link #builder()}.
 *
 * @param partSizeBytes bytes of one request, 100 KiB to 5 GiB; 0 adapts to size and speed
 * @param thresholdBytes objects smaller than this come in one request
 * @param lanes requests at a time, 1 to 256; 0 adapts to what the network gives
 * @param limitBytesPerSecond on all nodes together; 0 for no limit
 * @param retries failures in a row without a byte of progress before a lane gives up, 0 or more
 * @param stallTimeout how long a lane may stay below the least throughput before its connection is
 *     replaced
 * @param rangeOrNull null for the whole object
 * @param checksumOrNull what the user expects the whole file to be
 * @param restart true forgets what an earlier run left
 * @param keepTime whether the file gets the Last-Modified of the object as its time, and not that
 *     of its download
 * @param limitRequestsPerSecond on all nodes together; 0 for no limit
 * @param priority its share where downloads and jobs wait for each other
 * @param allowanceRevision how often limits and priority were changed since it was asked for
 */
public record DownloadOptions(
    long partSizeBytes,
    long thresholdBytes,
    int lanes,
    long limitBytesPerSecond,
    int retries,
    Duration stallTimeout,
    RangeSpec rangeOrNull,
    Checksum checksumOrNull,
    IfExists ifExists,
    OnChange onChange,
    Durability durability,
    Verify verify,
    boolean restart,
    boolean keepTime,
    double limitRequestsPerSecond,
    Priority priority,
    int allowanceRevision) {

  public static final long MIN_PART_BYTES = 100L << 10;
  public static final long MAX_PART_BYTES = 5L << 30;
  public static final int MAX_LANES = 256;

  /** What to do when there is a file under the final name. */
  public enum IfExists {
    OVERWRITE,
    SKIP,
    FAIL,
    /** Download only when the object's Last-Modified is after the file's. */
    NEWER
  }

  /** What to do when the object changes while, or since, it was being downloaded. */
  public enum OnChange {
    RESTART,
    FAIL
  }

  /**
   * FLUSH journals a range only after fdatasync; FAST skips that, and a power loss may cost the
   * file.
   */
  public enum Durability {
    FLUSH,
    FAST
  }

  /**
   * NETWORK combines the checksums of the bytes as they arrived; DISK reads the file back as well.
   */
  public enum Verify {
    NETWORK,
    DISK
  }

  /** With the time of the download. */
  public DownloadOptions(
      long partSizeBytes,
      long thresholdBytes,
      int lanes,
      long limitBytesPerSecond,
      int retries,
      Duration stallTimeout,
      RangeSpec rangeOrNull,
      Checksum checksumOrNull,
      IfExists ifExists,
      OnChange onChange,
      Durability durability,
      Verify verify,
      boolean restart) {
    this(
        partSizeBytes,
        thresholdBytes,
        lanes,
        limitBytesPerSecond,
        retries,
        stallTimeout,
        rangeOrNull,
        checksumOrNull,
        ifExists,
        onChange,
        durability,
        verify,
        restart,
        false);
  }

  /** Of normal priority, with as many requests as it likes. */
  public DownloadOptions(
      long partSizeBytes,
      long thresholdBytes,
      int lanes,
      long limitBytesPerSecond,
      int retries,
      Duration stallTimeout,
      RangeSpec rangeOrNull,
      Checksum checksumOrNull,
      IfExists ifExists,
      OnChange onChange,
      Durability durability,
      Verify verify,
      boolean restart,
      boolean keepTime) {
    this(
        partSizeBytes,
        thresholdBytes,
        lanes,
        limitBytesPerSecond,
        retries,
        stallTimeout,
        rangeOrNull,
        checksumOrNull,
        ifExists,
        onChange,
        durability,
        verify,
        restart,
        keepTime,
        0,
        Priority.NORMAL);
  }

  /** As it was asked for. */
  public DownloadOptions(
      long partSizeBytes,
      long thresholdBytes,
      int lanes,
      long limitBytesPerSecond,
      int retries,
      Duration stallTimeout,
      RangeSpec rangeOrNull,
      Checksum checksumOrNull,
      IfExists ifExists,
      OnChange onChange,
      Durability durability,
      Verify verify,
      boolean restart,
      boolean keepTime,
      double limitRequestsPerSecond,
      Priority priority) {
    this(
        partSizeBytes,
        thresholdBytes,
        lanes,
        limitBytesPerSecond,
        retries,
        stallTimeout,
        rangeOrNull,
        checksumOrNull,
        ifExists,
        onChange,
        durability,
        verify,
        restart,
        keepTime,
        limitRequestsPerSecond,
        priority,
        0);
  }

  public DownloadOptions {
    // Journals and nodes of earlier versions do not name it.
    priority = priority == null ? Priority.NORMAL : priority;
    if (partSizeBytes != 0 && (partSizeBytes < MIN_PART_BYTES || partSizeBytes > MAX_PART_BYTES)) {
      throw new IllegalArgumentException("part size must be 100KiB to 5GiB, not " + partSizeBytes);
    }
    if (thresholdBytes < 0) {
      throw new IllegalArgumentException("threshold must not be negative: " + thresholdBytes);
    }
    if (lanes < 0 || lanes > MAX_LANES) {
      throw new IllegalArgumentException(
          "lanes must be auto or 1 to " + MAX_LANES + ", not " + lanes);
    }
    if (limitBytesPerSecond < 0) {
      throw new IllegalArgumentException("rate limit must not be negative: " + limitBytesPerSecond);
    }
    RequestRate.require("limit of requests per second", limitRequestsPerSecond);
    if (retries < 0) {
      throw new IllegalArgumentException("retries must not be negative: " + retries);
    }
    if (stallTimeout.isNegative() || stallTimeout.isZero()) {
      throw new IllegalArgumentException("stall timeout must be positive: " + stallTimeout);
    }
  }

  /** The same for what is expected to have this checksum. */
  public DownloadOptions withChecksum(Checksum expected) {
    return with(expected, allowance());
  }

  /** The same with other limits and another priority. */
  public DownloadOptions withAllowance(Allowance allowance) {
    return with(checksumOrNull, allowance);
  }

  private DownloadOptions with(Checksum newChecksumOrNull, Allowance allowance) {
    return new DownloadOptions(
        partSizeBytes,
        thresholdBytes,
        lanes,
        allowance.bytesPerSecond(),
        retries,
        stallTimeout,
        rangeOrNull,
        newChecksumOrNull,
        ifExists,
        onChange,
        durability,
        verify,
        restart,
        keepTime,
        allowance.requestsPerSecond(),
        allowance.priority(),
        allowance.revision());
  }

  /** What it may use. */
  public Allowance allowance() {
    return new Allowance(limitBytesPerSecond, limitRequestsPerSecond, priority, allowanceRevision);
  }

  public Optional<RangeSpec> range() {
    return Optional.ofNullable(rangeOrNull);
  }

  public Optional<Checksum> checksum() {
    return Optional.ofNullable(checksumOrNull);
  }

  public static DownloadOptions defaults() {
    return builder().build();
  }

  /** Starts from the defaults. */
  public static DownloadOptionsBuilder builder() {
    return new DownloadOptionsBuilder();
  }
}
