package io.tributary.engine.receipt;

import static java.util.Objects.requireNonNull;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.Failure;
import io.tributary.core.ledger.Segment;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.Locator;
import java.time.Instant;
import java.util.List;

/**
 * What became of one object of a job. Nothing in it is secret.
 *
 * @param locator {@link #source}; where it is whole, another program fetches the object by it
 * @param key as the listing shows it
 * @param path below the directory of the job, with slashes; empty when the key makes none
 * @param sizeBytes of the file that is there, or of an object that is archived; -1 for neither
 * @param etag as sent; empty when there is none
 * @param lastModifiedOrNull of the object
 * @param checksums of the file's bytes, as they were written
 * @param verified true only when one of them was compared with one that the source published
 * @param attempts requests that it took; 0 when it was not fetched
 * @param node that wrote the file; empty when none did
 * @param failureOrNull why there is no file, when there is none
 * @param ranges of the file, in order, with the CRC-64/XZ of each; at most {@link #MOST_RANGES};
 *     none where only the whole is known. Of a manifest of what is bad: those that are good.
 * @param reusedBytes that were in the file that was there before, and were not fetched
 * @param millis that it took; 0 when it was not fetched
 */
public record ReceiptLine(
    State state,
    String locator,
    String key,
    String path,
    long sizeBytes,
    String etag,
    String versionId,
    Instant lastModifiedOrNull,
    List<Checksum> checksums,
    boolean verified,
    int attempts,
    String node,
    Failure failureOrNull,
    List<Segment> ranges,
    long reusedBytes,
    long millis) {

  /** A line stays below 64 KiB, but for its key. */
  public static final int MOST_RANGES = 1024;

  /** What became of it. */
  public enum State {
    FETCHED,
    /** It was there already, by the rule of the job. */
    KEPT,
    /** A directory was made for a marker. */
    DIRECTORY,
    FAILED
  }

  public ReceiptLine {
    requireNonNull(state, "state");
    requireNonNull(locator, "locator");
    requireNonNull(key, "key");
    requireNonNull(path, "path");
    requireNonNull(etag, "etag");
    requireNonNull(versionId, "versionId");
    requireNonNull(node, "node");
    checksums = List.copyOf(checksums);
    // Nodes of earlier versions do not name them.
    ranges = ranges == null ? List.of() : List.copyOf(ranges);
  }

  /** Without ranges and times. */
  public ReceiptLine(
      State state,
      String locator,
      String key,
      String path,
      long sizeBytes,
      String etag,
      String versionId,
      Instant lastModifiedOrNull,
      List<Checksum> checksums,
      boolean verified,
      int attempts,
      String node,
      Failure failureOrNull) {
    this(
        state,
        locator,
        key,
        path,
        sizeBytes,
        etag,
        versionId,
        lastModifiedOrNull,
        checksums,
        verified,
        attempts,
        node,
        failureOrNull,
        List.of(),
        0,
        0);
  }

  public ReceiptLine withRanges(List<Segment> known, long reused) {
    return with(known, reused, millis);
  }

  public ReceiptLine took(long time) {
    return with(ranges, reusedBytes, time);
  }

  private ReceiptLine with(List<Segment> known, long reused, long time) {
    return new ReceiptLine(
        state,
        locator,
        key,
        path,
        sizeBytes,
        etag,
        versionId,
        lastModifiedOrNull,
        checksums,
        verified,
        attempts,
        node,
        failureOrNull,
        known,
        reused,
        time);
  }

  /** How a receipt writes where an object is: exactly, but for the query of a URL. */
  public static String source(Locator locator) {
    return locator instanceof BucketLocator bucket ? bucket.objectKey() : locator.display();
  }

  /** Whether the object can be fetched by what is written here: queries may be secrets. */
  public boolean fetchable() {
    return !(locator.startsWith("http") && locator.endsWith("?…"));
  }
}
