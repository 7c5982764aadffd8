package io.tributary.storage.manifest;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.ledger.Segment;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.HttpLocator;
import io.tributary.core.locator.Locator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.core.locator.PercentEncoding;
import io.tributary.storage.listing.ListedObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * A line of a manifest, in UTF-8, is one of
 *
 * <ul>
 *   <li>a locator, as {@link ParsedLocator#parse} reads it: all of the line;
 *   <li>a locator, and after tabs a path, a size in bytes, an ETag and a checksum; later ones may
 *       be missing, any but the locator may be empty;
 *   <li>an object of JSON with the locator as {@code "source"}, and optionally {@code "key"},
 *       {@code "path"}, {@code "size"}, {@code "etag"}, {@code "lastModified"}, {@code "checksum"}
 *       or an array of {@code "checksums"}, and as {@code "ranges"} arrays of offset, length and
 *       CRC-64/XZ; others are passed over, so that receipts are manifests;
 *   <li>empty, or a comment that begins with {@code #}.
 * </ul>
 *
 * <p>The path is where the object goes, below the directory; without one its whole key decides.
 * Checksums are written {@code algorithm:value}. URLs have neither query nor user info: such are
 * secrets, and what a manifest names is recorded.
 */
public final class ManifestLine {
  private static final int MOST_FIELDS = 5;

  private ManifestLine() {}

  /**
   * @return empty for a comment
   * @throws IllegalArgumentException that says what is wrong, without what may be secret
   */
  static Optional<ListedObject> parse(String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return Optional.empty();
    }
    if (line.startsWith("{")) {
      return JsonLine.parse(line);
    }
    String[] fields = line.split("\t", -1);
    if (fields.length > MOST_FIELDS) {
      throw new IllegalArgumentException(
          "it has " + fields.length + " fields; there are locator, path, size, ETag and checksum");
    }
    return Optional.of(
        listed(
            locator(fields[0]),
            field(fields, 1),
            size(field(fields, 2)),
            field(fields, 3),
            null,
            field(fields, 4).isEmpty() ? List.of() : List.of(Checksum.parse(fields[4])),
            List.of()));
  }

  /**
   * The line of an object, in JSON, without its line break: what {@code get --manifest} reads.
   *
   * @throws IllegalArgumentException when the URL of the object has a query
   */
  public static String of(ListedObject object) {
    return JsonLine.write(object);
  }

  /** What {@link #locator} reads: unlike {@link Locator#display} nothing in it is escaped. */
  static String text(Locator locator) {
    if (locator instanceof HttpLocator http && http.hasQuery()) {
      throw new IllegalArgumentException(http.display() + " has a query, which is not written");
    }
    return locator instanceof BucketLocator ? locator.objectKey() : locator.display();
  }

  static Locator locator(String text) {
    ParsedLocator parsed;
    try {
      parsed = ParsedLocator.parse(text);
    } catch (TributaryException e) {
      throw new IllegalArgumentException(
          e.failure().target() + " is no locator: " + e.failure().reason(), e);
    }
    if (!parsed.url().isEmpty() && !parsed.url().equals(parsed.locator().display())) {
      throw new IllegalArgumentException(
          parsed.locator().display() + " has a query or user info, which may be secret");
    }
    return parsed.locator();
  }

  static ListedObject listed(
      Locator locator,
      String path,
      long sizeBytes,
      String etag,
      Instant lastModifiedOrNull,
      List<Checksum> checksums,
      List<Segment> ranges) {
    boolean bare = !etag.isEmpty() && !etag.startsWith("\"") && !etag.startsWith("W/");
    return new ListedObject(
        locator,
        key(locator),
        sizeBytes,
        bare ? "\"" + etag + "\"" : etag,
        lastModifiedOrNull,
        "",
        path,
        checksums,
        ranges);
  }

  private static String key(Locator locator) {
    return locator instanceof HttpLocator http
        ? PercentEncoding.decode(http.rawPath().substring(1))
        : ((BucketLocator) locator).key();
  }

  private static String field(String[] fields, int index) {
    return index < fields.length ? fields[index] : "";
  }

  static long size(String text) {
    if (text.isEmpty() || text.equals("-1")) {
      return ListedObject.UNKNOWN_SIZE;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException("size '" + text + "' is no number of bytes");
    }
    return Long.parseLong(text);
  }

  static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "time '" + text + "' is not written like 2026-11-21T08:20:00Z", e);
    }
  }
}
