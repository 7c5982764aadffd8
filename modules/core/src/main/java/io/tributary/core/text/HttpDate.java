package io.tributary.core.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Dates of HTTP headers (RFC 9110, 5.6.7). Thread-safe. */
public final class HttpDate {
  private static final String EXAMPLE = "Sun, 06 Nov 1994 08:49:37 GMT";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private HttpDate() {}

  /**
   * The time that {@code text} says, to the second; empty when it is no date. The form that nearly
   * all servers use is read by hand: the formatter takes ten times as long, which is much of what a
   * small object takes.
   */
  public static Optional<Instant> parse(String text) {
    try {
      return Optional.of(
          text.length() == EXAMPLE.length() && text.endsWith(" GMT") && plain(text)
              ? byHand(text)
              : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  /** Whether digits and what separates them are where they are in the example. */
  private static boolean plain(String text) {
    for (int i = EXAMPLE.indexOf(' ') + 1; i < EXAMPLE.length(); i++) {
      char there = text.charAt(i);
      char usual = EXAMPLE.charAt(i);
      boolean fits = isDigit(usual) ? isDigit(there) : Character.isLetter(usual) || there == usual;
      if (!fits) {
        return false;
      }
    }
    return MONTHS.indexOf(text.substring(8, 11)) % 3 == 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static Instant byHand(String text) {
    LocalDateTime time =
        LocalDateTime.of(
            Integer.parseInt(text, 12, 16, 10),
            MONTHS.indexOf(text.substring(8, 11)) / 3 + 1,
            Integer.parseInt(text, 5, 7, 10),
            Integer.parseInt(text, 17, 19, 10),
            Integer.parseInt(text, 20, 22, 10),
            Integer.parseInt(text, 23, 25, 10));
    // Another day of the week is a mistake, and the formatter refuses it as well.
    if (!text.regionMatches(true, 0, time.getDayOfWeek().name(), 0, 3)) {
      throw new DateTimeException("it was no such day of the week");
    }
    return time.toInstant(ZoneOffset.UTC);
  }
}
