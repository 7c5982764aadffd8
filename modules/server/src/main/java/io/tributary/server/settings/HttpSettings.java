package io.tributary.server.settings;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how the HTTP API is served.
 *
 * @param port 0 for any free one
 * @param requestTimeout for a request to arrive
 * @param answerTimeout for its answer
 * @param idleTimeout for a connection without a request
 * @param maxBodyBytes of a request
 */
public record HttpSettings(
    String host,
    int port,
    boolean tls,
    Path tokenFile,
    boolean createTokenFile,
    int maxConnections,
    Duration requestTimeout,
    Duration answerTimeout,
    Duration idleTimeout,
    long maxBodyBytes) {

  private static final int TEN_MINUTES = 600;

  static HttpSettings of(Values values, TlsFiles tls) {
    boolean https = values.flag("http.tls");
    if (https && !tls.enabled()) {
      throw Values.refused("http.tls", "it is on, but tributary.tls.enabled is not");
    }
    return new HttpSettings(
        values.required("http.host"),
        values.port("http.port"),
        https,
        Path.of(values.required("http.token-file")).toAbsolutePath(),
        values.flag("http.create-token-file"),
        Math.toIntExact(values.number("http.max-connections", 1, 10_000)),
        values.duration("http.request-timeout", 0, TEN_MINUTES),
        values.duration("http.answer-timeout", 1, TEN_MINUTES),
        values.duration("http.idle-timeout", 1, TEN_MINUTES),
        values.bytes("http.max-body", 1 << 10, 16 << 20));
  }
}
