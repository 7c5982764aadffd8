package io.tributary.storage.http;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The node's TLS client contexts, one for each way to trust. Kept, because loading the system's
 * certificate authorities takes a tenth of a second, and for the resumption of sessions.
 */
final class TlsContexts {

  /**
   * Whom to trust.
   *
   * @param caFile PEM file of further authorities; empty for none
   * @param insecure whether anyone is trusted
   */
  record Trust(String caFile, boolean insecure) {}

  /** The one that was not used for longest is made again when it is needed again. */
  static final int MOST = 16;

  private final Executor blocking;
  private final Map<Trust, CompletableFuture<TlsContext>> contexts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(
            Map.Entry<Trust, CompletableFuture<TlsContext>> eldest) {
          return size() > MOST;
        }
      };

  TlsContexts(Executor blocking) {
    this.blocking = blocking;
  }

  /** How many are kept. */
  synchronized int kept() {
    return contexts.size();
  }

  /** Fails with USAGE when the file of authorities cannot be used. */
  synchronized CompletionStage<TlsContext> context(Trust trust) {
    CompletableFuture<TlsContext> context =
        contexts.computeIfAbsent(
            trust, key -> CompletableFuture.supplyAsync(() -> create(key), blocking));
    if (context.isCompletedExceptionally()) {
      // The file may be mended by the next time.
      contexts.remove(trust, context);
    }
    return context;
  }

  private static TlsContext create(Trust trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager manager = trust.insecure() ? new TrustAnyone() : systemAnd(trust.caFile());
      context.init(null, new TrustManager[] {manager}, null);
      return new TlsContext(context, !trust.insecure());
    } catch (GeneralSecurityException | IOException e) {
      String reason = e instanceof IOException ? "it cannot be read" : "it has no certificates";
      throw new Failure(
              FailureKind.USAGE,
              "use the certificate authorities in",
              trust.caFile(),
              reason,
              "give a file of certificates in PEM form")
          .asException(e);
    }
  }

  private static X509TrustManager systemAnd(String caFile)
      throws GeneralSecurityException, IOException {
    X509TrustManager system = trustManager(null);
    if (caFile.isEmpty()) {
      return system;
    }
    List<Certificate> authorities = new ArrayList<>(Arrays.asList(system.getAcceptedIssuers()));
    authorities.addAll(readPem(Path.of(caFile)));
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    return trustManager(store);
  }

  private static Collection<? extends Certificate> readPem(Path file)
      throws GeneralSecurityException, IOException {
    try (InputStream pem = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (found.isEmpty()) {
        throw new GeneralSecurityException("no certificate");
      }
      return found;
    }
  }

  private static X509TrustManager trustManager(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("no X.509 trust manager");
  }
}
