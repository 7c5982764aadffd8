package io.tributary.testkit.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** IMF-fixdate (RFC 9110, 5.6.7). */
public final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  /** As header fields have it; fractions of a second are dropped. */
  public static String format(Instant instant) {
    return FORMAT.format(instant);
  }

  /** Empty when it is no date: a condition with such a date is ignored. */
  public static Optional<Instant> parse(String text) {
    try {
      return Optional.of(Instant.from(FORMAT.parse(text.trim())));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
