package io.tributary.server.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where and how the HTTP API is served.
 *
 * @param port 0 for any free one
 * @param open whether no token is asked for
 * @param names what else than its address browsers may call it
 * @param tokenFile with the one token that may do everything
 * @param tokensFile with tokens that have names and roles
 * @param auditFile for who asked for what; empty for a logger alone
 * @param auditTimeout for the disk of that file
 * @param openMetrics whether metrics are read without a token
 * @param maxConnectionsPerAddress 0 for no limit
 * @param requestsPerSecond of each token; 0 for no limit
 * @param requestTimeout for a request to arrive
 * @param answerTimeout for its answer
 * @param maxListeners to live events, at a time
 * @param idleTimeout for a connection without a request
 * @param maxBodyBytes of a request
 */
public record HttpSettings(
    String host,
    int port,
    boolean tls,
    boolean open,
    List<String> names,
    Optional<Path> tokenFile,
    boolean createTokenFile,
    Optional<Path> tokensFile,
    Optional<Path> auditFile,
    Duration auditTimeout,
    boolean openMetrics,
    int maxConnections,
    int maxConnectionsPerAddress,
    double requestsPerSecond,
    int maxListeners,
    Duration requestTimeout,
    Duration answerTimeout,
    Duration idleTimeout,
    long maxBodyBytes) {

  private static final Pattern LOOPBACK = Pattern.compile("127\\.[0-9.]+|::1|localhost");

  static HttpSettings of(Values values, TlsFiles tls) {
    boolean https = values.flag("http.tls");
    if (https && !tls.enabled()) {
      throw Values.refused("http.tls", "it is on, but tributary.tls.enabled is not");
    }
    String host = values.required("http.host");
    boolean open = values.flag("http.open");
    if (open && !LOOPBACK.matcher(host).matches()) {
      throw Values.refused("http.open", "it is on, and http.host is no address of loopback alone");
    }
    if (!open && values.text("http.tokens-file").isEmpty()) {
      values.required("http.token-file");
    }
    return new HttpSettings(
        host,
        values.port("http.port"),
        https,
        open,
        values.texts("http.names"),
        file(values, "http.token-file"),
        values.flag("http.create-token-file"),
        file(values, "http.tokens-file"),
        file(values, "http.audit-file"),
        values.duration("http.audit-timeout", "100ms", "10m"),
        values.flag("http.open-metrics"),
        Math.toIntExact(values.number("http.max-connections", 1, 10_000)),
        Math.toIntExact(values.number("http.max-connections-per-address", 0, 10_000)),
        values.requestRate("http.requests-per-second"),
        Math.toIntExact(values.number("http.max-listeners", 0, 10_000)),
        values.duration("http.request-timeout", "100ms", "10m"),
        values.duration("http.answer-timeout", "1s", "10m"),
        values.duration("http.idle-timeout", "1s", "10m"),
        values.bytes("http.max-body", "1 KiB", "16 MiB"));
  }

  private static Optional<Path> file(Values values, String setting) {
    return Optional.of(values.text(setting))
        .filter(text -> !text.isEmpty())
        .map(text -> Path.of(text).toAbsolutePath());
  }
}
