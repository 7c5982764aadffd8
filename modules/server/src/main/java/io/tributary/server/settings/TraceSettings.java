package io.tributary.server.settings;

import java.net.URI;
import java.time.Duration;

/**
 * Where downloads are sent to as traces.
 *
 * @param endpointOrNull of OTLP over HTTP; null for nowhere
 * @param timeout for one of them
 * @param mostSpans of one of them
 */
public record TraceSettings(URI endpointOrNull, Duration timeout, int mostSpans) {

  static TraceSettings of(Values values) {
    return new TraceSettings(
        endpointOrNull(values.text("traces.endpoint"), values.flag("history.enabled")),
        values.duration("traces.timeout", "100ms", "1m"),
        Math.toIntExact(values.number("traces.max-spans", 10, 10_000)));
  }

  private static URI endpointOrNull(String text, boolean history) {
    if (text.isEmpty()) {
      return null;
    }
    if (!history) {
      throw Values.refused("traces.endpoint", "it is set, but tributary.history.enabled is off");
    }
    if (!text.matches("https?://[^\\s@]+")) {
      throw Values.refused("traces.endpoint", "it is no http or https address without a user");
    }
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw Values.refused("traces.endpoint", "it is no address");
    }
  }
}
