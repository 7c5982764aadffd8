package io.tributary.testkit.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority for one test run: clients trust {@link #pem}, servers get certificates
 * that are right or, on purpose, wrong.
 */
public final class TestAuthority {
  private static final String NAME = "Tributary test authority";
  private static final Duration A_DAY = Duration.ofDays(1);

  private final KeyPair keys;
  private final X509Certificate certificate;

  private TestAuthority(KeyPair keys, X509Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  /** A fresh key and a certificate of two days; takes milliseconds. */
  public static TestAuthority create() {
    KeyPair keys = newKeys();
    Instant now = Instant.now();
    CertificateRequest request =
        new CertificateRequest(
            NAME, NAME, keys.getPublic(), List.of(), true, now.minus(A_DAY), now.plus(A_DAY));
    return new TestAuthority(keys, request.signedWith(keys.getPrivate()));
  }

  /**
   * A valid certificate.
   *
   * @param names host names and numeric addresses; other hosts are "the wrong host"
   */
  public ServerIdentity issue(String... names) {
    Instant now = Instant.now();
    return issue(List.of(names), now.minus(A_DAY), now.plus(A_DAY));
  }

  /** A certificate that ended a day ago. */
  public ServerIdentity issueExpired(String... names) {
    Instant now = Instant.now();
    return issue(List.of(names), now.minus(A_DAY.multipliedBy(2)), now.minus(A_DAY));
  }

  private ServerIdentity issue(List<String> names, Instant notBefore, Instant notAfter) {
    KeyPair serverKeys = newKeys();
    CertificateRequest request =
        new CertificateRequest(
            names.get(0), NAME, serverKeys.getPublic(), names, false, notBefore, notAfter);
    X509Certificate issued = request.signedWith(keys.getPrivate());
    return new ServerIdentity(serverKeys.getPrivate(), List.of(issued, certificate));
  }

  static ServerIdentity selfSigned(List<String> names) {
    KeyPair keys = newKeys();
    Instant now = Instant.now();
    String name = names.get(0);
    CertificateRequest request =
        new CertificateRequest(
            name, name, keys.getPublic(), names, false, now.minus(A_DAY), now.plus(A_DAY));
    return new ServerIdentity(keys.getPrivate(), List.of(request.signedWith(keys.getPrivate())));
  }

  /** The authority's certificate, for a client's file of trusted authorities. */
  public String pem() {
    return Pem.of(certificate);
  }

  /** What a client needs that trusts this authority and no other. */
  public SSLContext clientContext() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("authority", certificate);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot set up TLS", e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }
}
