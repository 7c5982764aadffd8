package io.tributary.engine.api;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Segment;
import java.util.List;
import java.util.Optional;

/**
 * How a download ended well.
 *
 * @param source {@code Locator.display()}
 * @param sizeBytes of the file that is there now
 * @param bytesFetched bytes taken from the network in this run, useful or not
 * @param bytesResumed bytes that an earlier run had left and this one did not fetch
 * @param bytesRefetched bytes taken more than once in this run
 * @param seconds wall time of this run
 * @param bytesReused of {@code bytesResumed}, those that were in the file that was there before
 * @param ranges of the file, in order, with the CRC-64/XZ of each: all of it, in at most {@link
 *     #MOST_RANGES}, or none
 */
public record DownloadResult(
    String source,
    String destination,
    Identity identity,
    long sizeBytes,
    long bytesFetched,
    long bytesResumed,
    long bytesRefetched,
    long requests,
    long retries,
    double seconds,
    Verification checksum,
    Outcome state,
    long bytesReused,
    List<Segment> ranges) {

  public static final int MOST_RANGES = 1024;

  public DownloadResult {
    // Nodes and rows of earlier versions do not name them.
    ranges = ranges == null ? List.of() : List.copyOf(ranges);
  }

  /** Without ranges. */
  public DownloadResult(
      String source,
      String destination,
      Identity identity,
      long sizeBytes,
      long bytesFetched,
      long bytesResumed,
      long bytesRefetched,
      long requests,
      long retries,
      double seconds,
      Verification checksum,
      Outcome state) {
    this(
        source,
        destination,
        identity,
        sizeBytes,
        bytesFetched,
        bytesResumed,
        bytesRefetched,
        requests,
        retries,
        seconds,
        checksum,
        state,
        0,
        List.of());
  }

  /** For what need not know the ranges, and keeps many results. */
  public DownloadResult withoutRanges() {
    return new DownloadResult(
        source,
        destination,
        identity,
        sizeBytes,
        bytesFetched,
        bytesResumed,
        bytesRefetched,
        requests,
        retries,
        seconds,
        checksum,
        state,
        bytesReused,
        List.of());
  }

  /** What became of the request. */
  public enum Outcome {
    COMPLETED,
    /** A file was there and the options say to keep it. */
    SKIPPED
  }

  /**
   * @param valueOrNull what the file's bytes add up to; null when nothing was computed
   * @param scope what {@code value} covers
   * @param verified true only when an independent value, the source's or the user's, was compared
   *     and equal
   */
  public record Verification(Checksum valueOrNull, Scope scope, boolean verified) {

    /** WHOLE object, a RANGE of it, or NONE. */
    public enum Scope {
      WHOLE,
      RANGE,
      NONE
    }

    public Optional<Checksum> value() {
      return Optional.ofNullable(valueOrNull);
    }
  }
}
