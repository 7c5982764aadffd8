package io.tributary.storage.http;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.Probe;
import io.tributary.storage.SourceOptions;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.tls.ServerIdentity;
import io.tributary.testkit.tls.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.Test;

/** TLS: trusted or not at all, unless the user insists. */
public final class HttpTlsTest extends HttpSourceSuite {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int HANDSHAKES = 200;
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final String AUTHORITY_FILE = TestAuthorityFile.of(AUTHORITY);
  private static final ServerIdentity GOOD = AUTHORITY.issue("127.0.0.1", "localhost");

  private static SourceOptions trusting() {
    return options(false, AUTHORITY_FILE, false, TIMEOUT);
  }

  private static SourceOptions insecure() {
    return options(true, "", false, TIMEOUT);
  }

  private static ObjectServer start(ServerIdentity identity) {
    ObjectServer server = ObjectServer.builder().tls(identity.sslContext()).start();
    server.put("/file", CONTENT);
    return server;
  }

  private HttpObjectSource source(ObjectServer tls, SourceOptions options) {
    return source(tls.url("/file"), options, List.of(), "", direct());
  }

  private static void assertRefused(String because, TributaryException failure) {
    assertEquals(FailureKind.PROTOCOL, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains(because));
    assertTrue(failure.getMessage(), failure.getMessage().contains("--insecure"));
    assertFalse(failure.getMessage(), failure.getMessage().contains("Exception"));
  }

  @Test
  public void anAuthorityFromAFileIsTrusted() {
    try (ObjectServer tls = start(GOOD)) {
      HttpObjectSource source = source(tls, trusting());
      Identity identity = identity(source);
      ByteRange all = new ByteRange(0, SIZE);
      assertArrayEquals(CONTENT.toByteArray(), read(source.open(identity, all)));
      assertArrayEquals(expected(FIRST_TEN), read(source.open(identity, FIRST_TEN)));
      assertEquals(1, tls.connections());
    }
  }

  @Test
  public void anUnknownAuthorityIsRefused() {
    try (ObjectServer tls = start(GOOD)) {
      assertRefused("is not trusted", failure(source(tls, options()).probe()));
    }
  }

  @Test
  public void aSelfSignedCertificateIsRefused() {
    try (ObjectServer tls = start(ServerIdentity.selfSigned("127.0.0.1"))) {
      assertRefused("is not trusted", failure(source(tls, trusting()).probe()));
    }
  }

  /** The handshake may fail before the request is handed over, or after. */
  @Test
  public void aRefusedCertificateIsTheReasonWheneverTheHandshakeFails() {
    try (ObjectServer tls = start(ServerIdentity.selfSigned("127.0.0.1"))) {
      for (int round = 0; round < HANDSHAKES; round++) {
        assertRefused("is not trusted", failure(source(tls, trusting()).probe()));
      }
    }
  }

  @Test
  public void aCertificateOfAnotherHostIsRefused() {
    ServerIdentity other = AUTHORITY.issue("other.example");
    try (ObjectServer tls = start(other)) {
      assertRefused("is for another host", failure(source(tls, trusting()).probe()));
    }
  }

  @Test
  public void anExpiredCertificateIsRefused() {
    ServerIdentity expired = AUTHORITY.issueExpired("127.0.0.1");
    try (ObjectServer tls = start(expired)) {
      assertRefused("expired", failure(source(tls, trusting()).probe()));
    }
  }

  @Test
  public void insecureTakesAnyCertificateAndSaysSo() {
    ServerIdentity other = AUTHORITY.issue("other.example");
    try (ObjectServer tls = start(other)) {
      Probe probe = await(source(tls, insecure()).probe());
      assertEquals(SIZE, probe.identity().sizeBytes());
      assertTrue(probe.note(), probe.note().contains("not verified"));
    }
  }

  @Test
  public void aServerWithoutTlsIsNamedAsSuch() {
    String url = server.url("/file").replace("http://", "https://");
    TributaryException failure = failure(source(url, options(), List.of(), "", direct()).probe());
    assertEquals(FailureKind.PROTOCOL, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("does not speak TLS"));
  }

  @Test
  public void aFileThatHoldsNoCertificateIsAnOption() throws IOException {
    Path file = Files.writeString(Files.createTempFile("authority", ".pem"), "no certificate");
    SourceOptions options = options(false, file.toString(), false, TIMEOUT);
    try (ObjectServer tls = start(GOOD)) {
      TributaryException failure = failure(source(tls, options).probe());
      assertEquals(FailureKind.USAGE, failure.kind());
      assertTrue(failure.getMessage(), failure.getMessage().contains(file.toString()));
    }
  }

  @Test
  public void aTlsSessionThatIsCutIsATruncatedBody() {
    try (ObjectServer tls = start(GOOD)) {
      HttpObjectSource source = source(tls, trusting());
      Identity identity = identity(source);
      tls.fault(When.get("/file").ranged(), Fault.cutTlsAfter(50_000));
      ByteRange range = new ByteRange(0, 90_000);
      TributaryException failure = failure(reader.start(source.open(identity, range)));
      assertEquals(FailureKind.NETWORK, failure.kind());
      assertTrue(failure.getMessage(), failure.getMessage().contains("of 90000 bytes"));
    }
  }

  /** A load balancer that restarts, not a certificate that is bad: worth another attempt. */
  @Test
  public void aTlsSessionThatIsCutBeforeTheAnswerIsTheNetworksFault() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 9, InetAddress.getByName("127.0.0.1"))) {
      String url = "https://127.0.0.1:" + listening.getLocalPort() + "/file";
      var probe = source(url, trusting(), List.of(), "", direct()).probe();
      try (Socket peer = listening.accept()) {
        Socket tls = GOOD.sslContext().getSocketFactory().createSocket(peer, null, false);
        assertTrue(tls.getInputStream().read(new byte[1000]) > 0);
      }
      TributaryException failure = failure(probe);
      assertEquals(failure.getMessage(), FailureKind.NETWORK, failure.kind());
    }
  }

  @Test
  public void silenceBeforeAndAfterTheHandshakeIsGivenUp() throws IOException {
    SourceOptions shortly = options(false, AUTHORITY_FILE, false, Duration.ofMillis(500));
    try (ObjectServer tls = start(GOOD);
        ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      tls.fault(When.any(), Fault.stallBeforeHead());
      String noHandshake = "https://127.0.0.1:" + silent.getLocalPort() + "/file";
      String proxy = "http://127.0.0.1:" + silent.getLocalPort();
      for (HttpObjectSource source :
          List.of(
              source(tls, shortly),
              source(noHandshake, shortly, List.of(), "", direct()),
              source(tls.url("/file"), shortly, List.of(), proxy, direct()))) {
        TributaryException failure = failure(source.probe());
        assertEquals(FailureKind.NETWORK, failure.kind());
        assertTrue(failure.getMessage(), failure.getMessage().contains("no answer within"));
        reader.until(() -> source.connections() == 0, PATIENCE);
      }
    }
  }

  @Test
  public void aRedirectFromHttpsToHttpIsRefused() {
    try (ObjectServer tls = start(GOOD)) {
      tls.fault(When.any(), Fault.redirect(302, server.url("/file")));
      TributaryException failure = failure(source(tls, trusting()).probe());
      assertEquals(FailureKind.PROTOCOL, failure.kind());
      assertTrue(failure.getMessage(), failure.getMessage().contains("from https to http"));
      assertEquals(0, server.requestCount());
    }
  }

  @Test
  public void aRedirectFromHttpToHttpsIsFollowed() {
    try (ObjectServer tls = start(GOOD)) {
      server.fault(When.any(), Fault.redirect(301, tls.url("/file")));
      HttpObjectSource source = source(server.url("/file"), trusting(), List.of(), "", direct());
      assertArrayEquals(expected(FIRST_TEN), read(source.open(identity(source), FIRST_TEN)));
    }
  }
}
