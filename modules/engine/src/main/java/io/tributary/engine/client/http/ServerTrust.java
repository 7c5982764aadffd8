package io.tributary.engine.client.http;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trust in the authorities of a PEM file, and in no other. */
final class ServerTrust {
  private ServerTrust() {}

  /**
   * @throws io.tributary.core.failure.TributaryException USAGE when it cannot be read
   */
  static SSLContext of(ControlAddress address) {
    Path file = address.authoritiesOrNull();
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority" + number++, one);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new Failure(
              FailureKind.USAGE,
              "use option",
              address.names().authorities(),
              "the file '" + file + "' holds no certificates that can be read",
              "name a PEM file")
          .asException(e);
    }
  }
}
