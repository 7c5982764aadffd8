package io.tributary.storage.http;

import io.tributary.core.text.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The {@code Retry-After} header: seconds or an HTTP date (RFC 9110, 10.2.3). */
final class RetryAfter {

  /** More than a day is taken for a mistake and cut. */
  private static final Duration MAX = Duration.ofDays(1);

  private RetryAfter() {}

  /** How long to wait from {@code now} on; the date is seen against the server's own clock. */
  static Optional<Duration> of(ResponseHead head, Instant now) {
    return head.header("Retry-After")
        .flatMap(value -> parse(value, head.header("Date").flatMap(HttpDate::parse).orElse(now)))
        .map(wait -> wait.compareTo(MAX) > 0 ? MAX : wait);
  }

  private static Optional<Duration> parse(String value, Instant now) {
    if (value.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    return HttpDate.parse(value)
        .map(until -> until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
  }
}
