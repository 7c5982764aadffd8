package io.tributary.engine.job;

import static java.util.Objects.requireNonNull;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.ledger.Segment;
import io.tributary.core.path.KeyPath;
import java.time.Instant;
import java.util.List;

/**
 * An object to bring, as the listing shows it.
 *
 * @param locator to fetch it by, without secrets
 * @param key as the listing shows it
 * @param path below the root, with slashes
 * @param directory whether it is a marker of a directory
 * @param sizeBytes -1 when unknown
 * @param etag empty when unknown
 * @param lastModifiedOrNull null when unknown
 * @param checksums of the object, as the listing shows them
 * @param ranges of a large object whose CRC-64/XZ is known, in order
 */
public record Item(
    String locator,
    String key,
    String path,
    boolean directory,
    long sizeBytes,
    String etag,
    Instant lastModifiedOrNull,
    List<Checksum> checksums,
    List<Segment> ranges) {

  /** What the rest of an item takes in a message, in bytes, generously. */
  private static final int FIXED_TEXT = 64;

  public Item {
    requireNonNull(locator, "locator");
    requireNonNull(key, "key");
    requireNonNull(path, "path");
    requireNonNull(etag, "etag");
    checksums = List.copyOf(checksums);
    // Journals and nodes of earlier versions do not name them.
    ranges = ranges == null ? List.of() : List.copyOf(ranges);
  }

  /** Without ranges. */
  public Item(
      String locator,
      String key,
      String path,
      boolean directory,
      long sizeBytes,
      String etag,
      Instant lastModifiedOrNull,
      List<Checksum> checksums) {
    this(locator, key, path, directory, sizeBytes, etag, lastModifiedOrNull, checksums, List.of());
  }

  KeyPath keyPath() {
    return new KeyPath(List.of(path.split("/")));
  }

  /** About the length that it has in a message, in bytes. */
  int textBytes() {
    return utf8(locator) + utf8(key) + utf8(path) + utf8(etag) + FIXED_TEXT;
  }

  private static int utf8(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }
    return bytes;
  }
}
