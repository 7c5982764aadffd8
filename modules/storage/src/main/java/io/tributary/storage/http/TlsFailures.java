package io.tributary.storage.http;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** TLS handshakes that failed: a bad certificate stays bad, so most are not worth a retry. */
final class TlsFailures {
  private static final String TRUST_ADVICE =
      "give its certificate authority with --ca-file, or accept any certificate with --insecure";

  private TlsFailures() {}

  static TributaryException of(SSLException thrown, TransportFailures failures) {
    String host = failures.route().origin().hostHeader();
    String text = TransportFailures.allMessages(thrown).toLowerCase(Locale.ROOT);
    if (has(thrown, CertificateExpiredException.class)
        || has(thrown, CertificateNotYetValidException.class)) {
      return failures.failure(
          FailureKind.PROTOCOL,
          "the certificate of " + host + " is expired or not yet valid",
          "check this machine's clock, or accept any certificate with --insecure");
    }
    if (text.contains("no subject alternative") || text.contains("no name matching")) {
      return failures.failure(
          FailureKind.PROTOCOL,
          "the certificate of " + host + " is for another host",
          "check the host name, or accept any certificate with --insecure");
    }
    if (has(thrown, CertificateException.class) || text.contains("certpath")) {
      return failures.failure(
          FailureKind.PROTOCOL, "the certificate of " + host + " is not trusted", TRUST_ADVICE);
    }
    if (text.contains("unrecognized ssl message") || text.contains("plaintext connection")) {
      return failures.failure(
          FailureKind.PROTOCOL, host + " does not speak TLS", "check the scheme and port");
    }
    if (text.contains("reset")
        || text.contains("terminated the handshake")
        || text.contains("closed")) {
      return failures.failure(
          FailureKind.NETWORK, host + " closed the connection during the TLS handshake", "");
    }
    return failures.failure(FailureKind.PROTOCOL, "the TLS handshake with " + host + " failed", "");
  }

  private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
    int depth = 0;
    for (Throwable each = thrown; each != null && depth++ < 10; each = each.getCause()) {
      if (type.isInstance(each)) {
        return true;
      }
    }
    return false;
  }
}
