package io.tributary.storage.http;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code Keep-Alive: timeout=5} header (RFC 2068, 19.7.1.1). */
final class KeepAlive {
  private static final Pattern TIMEOUT = Pattern.compile("(?i)\\btimeout\\s*=\\s*(\\d{1,6})");

  private KeepAlive() {}

  /** How long an idle connection may be kept: a second less than the server does, at most. */
  static Duration of(ResponseHead head, Duration most) {
    Matcher timeout = TIMEOUT.matcher(head.header("Keep-Alive").orElse(""));
    if (!timeout.find()) {
      return most;
    }
    Duration servers = Duration.ofSeconds(Math.max(0, Long.parseLong(timeout.group(1)) - 1));
    return servers.compareTo(most) < 0 ? servers : most;
  }
}
