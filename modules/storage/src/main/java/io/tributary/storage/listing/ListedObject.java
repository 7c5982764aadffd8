package io.tributary.storage.listing;

import static java.util.Objects.requireNonNull;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.ledger.Segment;
import io.tributary.core.locator.Locator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An object as a listing shows it.
 *
 * @param locator to fetch it by
 * @param key decoded, from the root of the bucket or server on, without a slash before it; hostile
 *     input
 * @param sizeBytes {@link #UNKNOWN_SIZE} where the listing rounds it
 * @param etag as an {@code ETag} header has it, quotes included; empty where there is none
 * @param lastModifiedOrNull as precise as the listing is; null where there is none
 * @param storageClass such as {@code STANDARD} or {@code GLACIER}; empty where there is none
 * @param path where the listing wants it below the directory; hostile input; empty for by its key
 * @param checksums of the whole object, as far as the listing shows them
 * @param ranges of the object whose CRC-64/XZ is known, in order
 */
public record ListedObject(
    Locator locator,
    String key,
    long sizeBytes,
    String etag,
    Instant lastModifiedOrNull,
    String storageClass,
    String path,
    List<Checksum> checksums,
    List<Segment> ranges) {

  public static final long UNKNOWN_SIZE = -1;

  public ListedObject {
    requireNonNull(locator, "locator");
    requireNonNull(key, "key");
    requireNonNull(etag, "etag");
    requireNonNull(storageClass, "storageClass");
    requireNonNull(path, "path");
    checksums = List.copyOf(checksums);
    ranges = List.copyOf(ranges);
    if (sizeBytes < UNKNOWN_SIZE) {
      throw new IllegalArgumentException("size " + sizeBytes);
    }
  }

  /** Without a path, checksums and ranges. */
  public ListedObject(
      Locator locator,
      String key,
      long sizeBytes,
      String etag,
      Instant lastModifiedOrNull,
      String storageClass) {
    this(locator, key, sizeBytes, etag, lastModifiedOrNull, storageClass, "", List.of(), List.of());
  }

  /** What decides about its place: its path, or else its key. */
  public String placedBy() {
    return path.isEmpty() ? key : path;
  }

  public Optional<Instant> lastModified() {
    return Optional.ofNullable(lastModifiedOrNull);
  }
}
