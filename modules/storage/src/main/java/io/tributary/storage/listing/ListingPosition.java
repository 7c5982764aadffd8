package io.tributary.storage.listing;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page begins. Plain data that can be written down as {@link #text}, and used by another
 * process later.
 *
 * @param token what the store gave to go on with; empty to go on behind {@code after}
 * @param after the last key or prefix that was listed; empty at the start
 * @param emptyPages how many pages in a row had nothing in them
 */
public record ListingPosition(String token, String after, int emptyPages) {
  public static final ListingPosition START = new ListingPosition("", "", 0);

  public ListingPosition {
    requireNonNull(token, "token");
    requireNonNull(after, "after");
  }

  /** The same place without the store's token, which may have become invalid since. */
  public ListingPosition withoutToken() {
    return new ListingPosition("", after, emptyPages);
  }

  /** ASCII, without spaces. */
  public String text() {
    return emptyPages + "." + encoded(token) + "." + encoded(after);
  }

  /**
   * @throws IllegalArgumentException for what is no {@link #text}
   */
  public static ListingPosition parse(String text) {
    String[] fields = text.split("\\.", -1);
    if (fields.length != 3) {
      throw new IllegalArgumentException("not the position of a listing: '" + text + "'");
    }
    return new ListingPosition(decoded(fields[1]), decoded(fields[2]), Integer.parseInt(fields[0]));
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String text) {
    return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
  }
}
