package io.tributary.testkit.tls;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** The text form of certificates (RFC 7468). */
final class Pem {
  private static final int LINE_CHARACTERS = 64;

  private Pem() {}

  static String of(X509Certificate certificate) {
    try {
      Base64.Encoder encoder =
          Base64.getMimeEncoder(LINE_CHARACTERS, "\n".getBytes(StandardCharsets.US_ASCII));
      String text = encoder.encodeToString(certificate.getEncoded());
      return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
