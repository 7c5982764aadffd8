package io.tributary.storage.manifest;

import io.tributary.storage.listing.ListingPosition;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a manifest a page begins.
 *
 * @param offset of the first byte of a line
 * @param lines before it
 * @param version of the manifest; empty at the start
 */
record ManifestPlace(long offset, long lines, String version) {
  private static final Pattern TOKEN = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})\\.([0-9a-f]+)");

  /**
   * @throws IllegalArgumentException for a position of something else
   */
  static ManifestPlace of(ListingPosition position) {
    if (position.equals(ListingPosition.START)) {
      return new ManifestPlace(0, 0, "");
    }
    Matcher token = TOKEN.matcher(position.token());
    if (!token.matches()) {
      throw new IllegalArgumentException("not a position in a manifest: " + position.text());
    }
    return new ManifestPlace(
        Long.parseLong(token.group(1)), Long.parseLong(token.group(2)), token.group(3));
  }

  ListingPosition position() {
    return new ListingPosition(offset + "." + lines + "." + version, "", 0);
  }
}
