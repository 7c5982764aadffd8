package io.tributary.storage.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The {@code Retry-After} header: seconds or an HTTP date (RFC 9110, 10.2.3). */
final class RetryAfter {

  /** More than a day is taken for a mistake and cut. */
  private static final Duration MAX = Duration.ofDays(1);

  private RetryAfter() {}

  /** How long to wait from {@code now} on; the date is seen against the server's own clock. */
  static Optional<Duration> of(ResponseHead head, Instant now) {
    return head.header("Retry-After")
        .flatMap(value -> parse(value, head.header("Date").flatMap(RetryAfter::date).orElse(now)))
        .map(wait -> wait.compareTo(MAX) > 0 ? MAX : wait);
  }

  private static Optional<Duration> parse(String value, Instant now) {
    if (value.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    return date(value)
        .map(until -> until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
  }

  private static Optional<Instant> date(String value) {
    try {
      return Optional.of(
          ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
