package io.tributary.testkit.tls;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.RawClient;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class TlsTest extends JUnitSuite {
  private static final int ALERT = 21;
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private final Content content = Content.synthetic(1, 300_000);

  @Test
  public void aClientThatTrustsTheAuthorityGetsTheObject() throws Exception {
    try (ObjectServer server = server(AUTHORITY.issue("localhost", "127.0.0.1"))) {
      assertArrayEquals(content.toByteArray(), get(server.url("/x")));
      assertArrayEquals(content.toByteArray(), get("https://localhost:" + server.port() + "/x"));
    }
  }

  @Test
  public void wrongCertificatesAreRefused() {
    ServerIdentity[] wrong = {
      AUTHORITY.issue("other.example.com"),
      AUTHORITY.issueExpired("127.0.0.1"),
      TestAuthority.create().issue("127.0.0.1"),
      ServerIdentity.selfSigned("127.0.0.1")
    };
    for (ServerIdentity identity : wrong) {
      try (ObjectServer server = server(identity)) {
        Assert.assertThrows(SSLHandshakeException.class, () -> get(server.url("/x")));
        assertEquals(0, server.requestCount());
      }
    }
  }

  @Test
  public void thePemIsTheAuthoritysCertificate() throws Exception {
    byte[] pem = AUTHORITY.pem().getBytes(StandardCharsets.US_ASCII);
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem));
    AUTHORITY.issue("localhost").certificate().verify(certificate.getPublicKey());
    assertEquals(Integer.MAX_VALUE, certificate.getBasicConstraints());
  }

  @Test
  public void aCutHasNoCloseNotifyAndACloseHas() throws Exception {
    assertFalse(alertAfter(Fault.cutTlsAfter(1000)));
    assertTrue(alertAfter(Fault.closeAfter(1000)));
  }

  /** In TLS 1.2 the type of a record is in clear, and close_notify is the only alert here. */
  private boolean alertAfter(Fault fault) throws Exception {
    try (ObjectServer server = server(AUTHORITY.issue("127.0.0.1"));
        RecordingSocket tcp = new RecordingSocket(server.port());
        SSLSocket tls =
            (SSLSocket)
                AUTHORITY
                    .clientContext()
                    .getSocketFactory()
                    .createSocket(tcp, "127.0.0.1", server.port(), true)) {
      server.fault(When.any(), fault);
      tls.setEnabledProtocols(new String[] {"TLSv1.2"});
      RawClient client = new RawClient(tls);
      client.get("/x");
      client.head();
      assertEquals(1000, client.readAll().length);
      return tcp.recordTypes().contains(ALERT);
    }
  }

  private ObjectServer server(ServerIdentity identity) {
    ObjectServer server = ObjectServer.builder().tls(identity).start();
    server.put("/x", content);
    return server;
  }

  private static byte[] get(String url) throws Exception {
    return HttpClient.newBuilder()
        .sslContext(AUTHORITY.clientContext())
        .build()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray())
        .body();
  }
}
