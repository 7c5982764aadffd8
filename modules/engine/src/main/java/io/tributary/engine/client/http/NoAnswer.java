package io.tributary.engine.client.http;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.io.IOException;
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
  private final ControlAddress address;

  NoAnswer(ControlAddress address) {
    this.address = address;
  }

  Failure of(IOException thrown) {
    if (thrown instanceof SSLException tls) {
      return tls(tls);
    }
    String reason = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    return failure(
        FailureKind.NETWORK, reason, checkServer() + (address.isPlain() ? maybeHttps() : ""));
  }

  /** What it sent is no HTTP. */
  Failure notHttp() {
    return failure(
        FailureKind.PROTOCOL,
        "it does not answer as HTTP does",
        "check that "
            + address.names().server()
            + " is a node's API"
            + (address.isPlain() ? maybeHttps() : ""));
  }

  private Failure tls(SSLException thrown) {
    if (has(thrown, CertificateExpiredException.class)
        || has(thrown, CertificateNotYetValidException.class)) {
      return certificate("is expired or not yet valid", "check this machine's clock, or renew it");
    } else if (has(thrown, CertPathBuilderException.class)
        || has(thrown, CertPathValidatorException.class)) {
      return certificate(
          "is not trusted", "name its authority with " + address.names().authorities());
    } else if (says(thrown, "No subject alternative", "No name matching")) {
      return certificate(
          "is for another host", "name the host in " + address.names().server() + " as it does");
    } else if (says(thrown, "unrecognized SSL message")) {
      return failure(
          FailureKind.PROTOCOL,
          "it does not speak TLS",
          "write http:// in "
              + address.names().server()
              + ", or set tributary.http.tls = on on the node");
    }
    return failure(FailureKind.NETWORK, String.valueOf(thrown.getMessage()), checkServer());
  }

  private Failure certificate(String what, String advice) {
    return failure(FailureKind.PROTOCOL, "its certificate " + what, advice);
  }

  private String maybeHttps() {
    return "; if its tributary.http.tls is on, write https:// in " + address.names().server();
  }

  private String checkServer() {
    return "check " + address.names().server() + ", and that a node runs there";
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

  private Failure failure(FailureKind kind, String reason, String advice) {
    return new Failure(kind, "ask", "the node at " + address.server(), reason, advice);
  }
}
