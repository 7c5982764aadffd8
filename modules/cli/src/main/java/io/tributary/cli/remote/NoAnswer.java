package io.tributary.cli.remote;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.io.IOException;
import java.net.URI;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Why the API of a node did not answer. What is wrong with certificates, or with http for https,
 * does not pass by itself.
 */
final class NoAnswer {
  private static final String OTHER_AUTHORITY = "name its authority with --server-ca-file";

  private NoAnswer() {}

  static Failure of(URI server, IOException thrown) {
    if (thrown instanceof SSLException tls) {
      return tls(server, tls);
    }
    String reason = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    return failure(
        FailureKind.NETWORK,
        server,
        reason,
        "check --server, and that a node runs there" + (isPlain(server) ? maybeHttps() : ""));
  }

  /** What it sent is no HTTP. */
  static Failure notHttp(URI server) {
    return failure(
        FailureKind.PROTOCOL,
        server,
        "it does not answer as HTTP does",
        "check that --server is a node's API" + (isPlain(server) ? maybeHttps() : ""));
  }

  private static Failure tls(URI server, SSLException thrown) {
    if (has(thrown, CertificateExpiredException.class)
        || has(thrown, CertificateNotYetValidException.class)) {
      return certificate(
          server, "is expired or not yet valid", "check this machine's clock, or renew it");
    } else if (has(thrown, CertPathBuilderException.class)
        || has(thrown, CertPathValidatorException.class)) {
      return certificate(server, "is not trusted", OTHER_AUTHORITY);
    } else if (says(thrown, "No subject alternative", "No name matching")) {
      return certificate(server, "is for another host", "name the host in --server as it does");
    } else if (says(thrown, "unrecognized SSL message")) {
      return failure(
          FailureKind.PROTOCOL,
          server,
          "it does not speak TLS",
          "write http:// in --server, or set tributary.http.tls = on on the node");
    }
    return failure(
        FailureKind.NETWORK,
        server,
        String.valueOf(thrown.getMessage()),
        "check --server, and that a node runs there");
  }

  private static Failure certificate(URI server, String what, String advice) {
    return failure(FailureKind.PROTOCOL, server, "its certificate " + what, advice);
  }

  private static boolean isPlain(URI server) {
    return "http".equals(server.getScheme());
  }

  private static String maybeHttps() {
    return "; if its tributary.http.tls is on, write https:// in --server";
  }

  private static boolean says(Throwable thrown, String... words) {
    return causes(thrown)
        .map(cause -> Optional.ofNullable(cause.getMessage()).orElse(""))
        .anyMatch(message -> List.of(words).stream().anyMatch(message::contains));
  }

  private static boolean has(Throwable thrown, Class<?> type) {
    return causes(thrown).anyMatch(type::isInstance);
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause);
  }

  private static Failure failure(FailureKind kind, URI server, String reason, String advice) {
    return new Failure(kind, "ask", "the node at " + server, reason, advice);
  }
}
