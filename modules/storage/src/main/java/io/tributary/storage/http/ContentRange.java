package io.tributary.storage.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code Content-Range} header in bytes (RFC 9110, 14.4).
 *
 * @param first {@link #NONE} in {@code bytes * /1000}
 * @param last included
 * @param total {@link #NONE} when the server does not say
 */
record ContentRange(long first, long last, long total) {
  static final long NONE = -1;

  private static final Pattern SYNTAX =
      Pattern.compile("bytes\\s+(?:(\\d{1,19})-(\\d{1,19})|\\*)/(\\d{1,19}|\\*)");

  /** Empty when it is malformed, or counts in other units than bytes. */
  static Optional<ContentRange> parse(String value) {
    Matcher matcher = SYNTAX.matcher(value.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ContentRange(
              number(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static long number(String text) {
    return text == null || text.equals("*") ? NONE : Long.parseLong(text);
  }

  static Optional<ContentRange> of(ResponseHead head) {
    return head.header("Content-Range").flatMap(ContentRange::parse);
  }

  boolean is(long wantedFirst, long wantedLast) {
    return first == wantedFirst && last == wantedLast;
  }

  long lengthBytes() {
    return last - first + 1;
  }

  boolean unsatisfied() {
    return first == NONE;
  }
}
