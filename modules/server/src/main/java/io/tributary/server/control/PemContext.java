package io.tributary.server.control;

import akka.pki.pem.DERPrivateKeyLoader;
import akka.pki.pem.PEMDecoder;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.server.settings.TlsFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A node's certificate and key, for its API by https. */
final class PemContext {
  private static final char[] NO_PASSWORD = {};

  private PemContext() {}

  /**
   * Reads the files; blocks.
   *
   * @throws TributaryException USAGE when they do not fit
   */
  static SSLContext of(TlsFiles files) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, NO_PASSWORD);
      store.setKeyEntry("node", key(files.key()), NO_PASSWORD, chain(files.certificate()));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw new Failure(
              FailureKind.USAGE,
              "use the TLS files",
              files.key() + " and " + files.certificate(),
              String.valueOf(e.getMessage()),
              "the key must be RSA, unencrypted, in PEM, and belong to the certificate")
          .asException(e);
    }
  }

  private static PrivateKey key(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    return DERPrivateKeyLoader.load(PEMDecoder.decode(text));
  }

  private static Certificate[] chain(Path file) throws GeneralSecurityException, IOException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
        .toArray(Certificate[]::new);
  }
}
