package io.tributary.engine.receipt;

import static java.util.Objects.requireNonNull;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.Failure;
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
 * @param sizeBytes of the file that is there; -1 when there is none
 * @param etag as sent; empty when there is none
 * @param lastModifiedOrNull of the object
 * @param checksums of the file's bytes, as they were written
 * @param verified true only when one of them was compared with one that the source published
 * @param attempts requests that it took; 0 when it was not fetched
 * @param node that wrote the file; empty when none did
 * @param failureOrNull why there is no file, when there is none
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
    Failure failureOrNull) {

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
