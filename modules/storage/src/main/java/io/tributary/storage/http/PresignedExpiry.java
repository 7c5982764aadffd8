package io.tributary.storage.http;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * When a presigned URL ends: {@code Expires} in seconds since 1970 (OSS V1, S3 V2, CDNs), or a
 * start and a number of seconds (S3 V4, OSS V4, Google), or {@code se} (Azure).
 */
final class PresignedExpiry {
  private static final DateTimeFormatter BASIC_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);

  private PresignedExpiry() {}

  static Optional<Instant> of(URI url) {
    Map<String, String> query = query(url);
    try {
      for (String prefix : new String[] {"x-amz-", "x-oss-", "x-goog-"}) {
        String date = query.get(prefix + "date");
        String seconds = query.get(prefix + "expires");
        if (date != null && seconds != null) {
          Instant start = LocalDateTime.parse(date, BASIC_DATE).toInstant(ZoneOffset.UTC);
          return Optional.of(start.plus(Duration.ofSeconds(Long.parseLong(seconds))));
        }
      }
      if (query.containsKey("expires")) {
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(query.get("expires"))));
      }
      return query.containsKey("sig") && query.containsKey("se")
          ? Optional.of(Instant.parse(query.get("se")))
          : Optional.empty();
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> query(URI url) {
    Map<String, String> query = new HashMap<>();
    for (String pair : Optional.ofNullable(url.getRawQuery()).orElse("").split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        query.putIfAbsent(parts[0].toLowerCase(Locale.ROOT), decoded(parts[1]));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return Escapes.decode(text);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
