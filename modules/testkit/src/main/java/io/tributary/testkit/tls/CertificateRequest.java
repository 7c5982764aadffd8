package io.tributary.testkit.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * What a certificate shall say (RFC 5280).
 *
 * @param names host names and numeric addresses; none for an authority
 */
record CertificateRequest(
    String subject,
    String issuer,
    PublicKey key,
    List<String> names,
    boolean authority,
    Instant notBefore,
    Instant notAfter) {

  private static final SecureRandom RANDOM = new SecureRandom();

  X509Certificate signedWith(PrivateKey issuerKey) {
    try {
      byte[] algorithm = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
      byte[] body = body(algorithm);
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(issuerKey);
      signature.update(body);
      byte[] certificate = Der.sequence(body, algorithm, Der.bits(0, signature.sign()));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(certificate));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot make a certificate", e);
    }
  }

  private byte[] body(byte[] algorithm) {
    return Der.sequence(
        Der.explicit(0, Der.integer(BigInteger.TWO)),
        Der.integer(new BigInteger(120, RANDOM)),
        algorithm,
        name(issuer),
        Der.sequence(Der.time(notBefore), Der.time(notAfter)),
        name(subject),
        key.getEncoded(),
        Der.explicit(3, authority ? authorityExtensions() : Der.sequence(alternativeNames())));
  }

  private static byte[] name(String commonName) {
    return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.utf8(commonName))));
  }

  /** Basic constraints and the key usage of signing certificates. */
  private static byte[] authorityExtensions() {
    byte[] constraints =
        Der.sequence(Der.oid("2.5.29.19"), Der.yes(), Der.octets(Der.sequence(Der.yes())));
    byte[] usage =
        Der.sequence(Der.oid("2.5.29.15"), Der.yes(), Der.octets(Der.bits(2, new byte[] {4})));
    return Der.sequence(constraints, usage);
  }

  private byte[] alternativeNames() {
    byte[][] all = names.stream().map(CertificateRequest::alternativeName).toArray(byte[][]::new);
    return Der.sequence(Der.oid("2.5.29.17"), Der.octets(Der.sequence(all)));
  }

  private static byte[] alternativeName(String name) {
    boolean numeric = name.matches("[0-9.]+") || name.contains(":");
    try {
      return numeric
          ? Der.implicit(7, InetAddress.getByName(name).getAddress())
          : Der.implicit(2, name.getBytes(StandardCharsets.US_ASCII));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address: " + name, e);
    }
  }
}
