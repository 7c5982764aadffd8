package io.tributary.engine.api;

import static java.util.Objects.requireNonNull;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the bytes of an object are read in order. Stays in this process.
 *
 * @param secretsOrNull null for what the locator itself says, and for credentials that are found by
 *     {@code sourceOptions}
 * @param partSizeBytes bytes of one request, 1 or more; with {@code lanes}, also the bound of
 *     memory: {@code lanes + 1} parts, {@code lanes} of them at most 128 MiB together
 * @param lanes requests at a time, 1 or more
 * @param retries failures in a row without a byte of progress before giving up, 0 or more
 * @param stallTimeout how long a connection may be silent, more than 0
 * @param checksumOrNull what the bytes that are read must add up to
 */
public record ReadOptions(
    SourceOptions sourceOptions,
    SourceSecrets secretsOrNull,
    long partSizeBytes,
    int lanes,
    int retries,
    Duration stallTimeout,
    Checksum checksumOrNull) {
  private static final long USUAL_PART_BYTES = 4L << 20;
  private static final int USUAL_LANES = 8;
  private static final int USUAL_RETRIES = 8;
  private static final Duration USUAL_STALL_TIMEOUT = Duration.ofSeconds(20);

  public ReadOptions {
    requireNonNull(sourceOptions, "sourceOptions");
    requireNonNull(stallTimeout, "stallTimeout");
  }

  /** Eight parts of 4 MiB at a time. */
  public static ReadOptions defaults() {
    return new ReadOptions(
        SourceOptions.defaults(),
        null,
        USUAL_PART_BYTES,
        USUAL_LANES,
        USUAL_RETRIES,
        USUAL_STALL_TIMEOUT,
        null);
  }

  /** The same, with the object reached in another way. */
  public ReadOptions withSource(SourceOptions options, SourceSecrets secrets) {
    return new ReadOptions(
        options, secrets, partSizeBytes, lanes, retries, stallTimeout, checksumOrNull);
  }

  /** The same with so many parts of so many bytes ahead. */
  public ReadOptions withParts(long sizeBytes, int atATime) {
    return new ReadOptions(
        sourceOptions, secretsOrNull, sizeBytes, atATime, retries, stallTimeout, checksumOrNull);
  }

  /** The same for other patience with the source. */
  public ReadOptions withPatience(int failuresInARow, Duration silence) {
    return new ReadOptions(
        sourceOptions,
        secretsOrNull,
        partSizeBytes,
        lanes,
        failuresInARow,
        silence,
        checksumOrNull);
  }

  /** The same for bytes that must add up to this. */
  public ReadOptions withChecksum(Checksum expected) {
    return new ReadOptions(
        sourceOptions, secretsOrNull, partSizeBytes, lanes, retries, stallTimeout, expected);
  }

  public Optional<Checksum> checksum() {
    return Optional.ofNullable(checksumOrNull);
  }

  /** What only this process knows about how to reach that object. */
  public SourceSecrets secrets(ParsedLocator locator) {
    return secretsOrNull == null ? new SourceSecrets(locator.url(), List.of(), "") : secretsOrNull;
  }
}
