package io.tributary.engine.api;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.identity.Identity;
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
    Outcome state) {

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
