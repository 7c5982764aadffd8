package io.tributary.storage.http;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.storage.SourceOptions;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.ProxyServer;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.tls.TestAuthority;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** Proxies: given or from the environment, for both schemes, with and without credentials. */
public final class HttpProxyTest extends HttpSourceSuite {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final String HOST = "far.example";

  private static SourceOptions trusting() {
    return options(false, TestAuthorityFile.of(AUTHORITY), false, Duration.ofSeconds(10));
  }

  private static ObjectServer startTls() {
    ObjectServer tls = ObjectServer.builder().tls(AUTHORITY.issue(HOST).sslContext()).start();
    tls.put("/file", CONTENT);
    return tls;
  }

  private void assertReads(HttpObjectSource source) {
    Identity identity = identity(source);
    assertArrayEquals(expected(FIRST_TEN), read(source.open(identity, FIRST_TEN)));
  }

  @Test
  public void plainHttpGoesInAbsoluteForm() {
    try (ProxyServer proxy = ProxyServer.start()) {
      proxy.route(HOST, server.port());
      String url = "http://" + HOST + "/file?a=%20b";
      assertReads(source(url, options(), List.of(), proxy.uri().toString(), direct()));
      assertEquals("HEAD " + url, proxy.targets().get(0));
      assertEquals(HOST, server.requests().get(0).header("Host").orElseThrow());
    }
  }

  @Test
  public void httpsGoesThroughATunnel() {
    try (ProxyServer proxy = ProxyServer.start();
        ObjectServer tls = startTls()) {
      proxy.route(HOST, tls.port());
      String url = "https://" + HOST + "/file";
      assertReads(source(url, trusting(), List.of(), proxy.uri().toString(), direct()));
      assertEquals(List.of("CONNECT " + HOST + ":443"), proxy.targets());
    }
  }

  @Test
  public void theEnvironmentNamesTheProxy() {
    try (ProxyServer proxy = ProxyServer.start();
        ObjectServer tls = startTls()) {
      proxy.route(HOST, tls.port());
      Surroundings around = environment(Map.of("HTTPS_PROXY", proxy.uri().toString()));
      assertReads(source("https://" + HOST + "/file", trusting(), List.of(), "", around));
      assertEquals(1, proxy.targets().size());
    }
  }

  @Test
  public void noProxyGoesStraight() {
    try (ProxyServer proxy = ProxyServer.start()) {
      Map<String, String> variables =
          Map.of("http_proxy", proxy.uri().toString(), "no_proxy", "127.0.0.0/8");
      assertReads(source(server.url("/file"), options(), List.of(), "", environment(variables)));
      assertEquals(0, proxy.targets().size());
    }
  }

  @Test
  public void credentialsGoToTheProxyAndNoFurther() {
    try (ProxyServer proxy = ProxyServer.start("user:p@ss");
        ObjectServer tls = startTls()) {
      String url = "http://user:p%40ss@127.0.0.1:" + proxy.port();
      proxy.route(HOST, server.port());
      assertReads(source("http://" + HOST + "/file", options(), List.of(), url, direct()));
      proxy.route(HOST, tls.port());
      assertReads(source("https://" + HOST + "/file", trusting(), List.of(), url, direct()));
      assertEquals(0, proxy.refused());
      assertTrue(tls.requests().get(0).header("Proxy-Authorization").isEmpty());
      assertTrue(server.requests().get(0).header("Authorization").isEmpty());
    }
  }

  @Test
  public void aProxyThatWantsOtherCredentialsIsNamedWithoutThem() {
    try (ProxyServer proxy = ProxyServer.start("user:right")) {
      String url = "http://user:topsecret@127.0.0.1:" + proxy.port();
      for (String scheme : List.of("http", "https")) {
        TributaryException failure =
            failure(
                source(scheme + "://" + HOST + "/file", options(), List.of(), url, direct())
                    .probe());
        assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
        String named = "http://***:***@127.0.0.1:" + proxy.port();
        assertTrue(failure.getMessage(), failure.getMessage().contains(named));
        assertFalse(failure.getMessage(), failure.getMessage().contains("topsecret"));
      }
    }
  }

  @Test
  public void aProxyThatIsNotThereIsNamed() throws IOException {
    // Nobody listens where it is only bound, and nobody else can.
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress("127.0.0.1", 0));
      String url = "http://127.0.0.1:" + bound.getLocalPort();
      for (String scheme : List.of("http", "https")) {
        String target = scheme + "://" + HOST + "/file";
        TributaryException failure =
            failure(source(target, options(), List.of(), url, direct()).probe());
        assertEquals(FailureKind.NETWORK, failure.kind());
        String reason = "the proxy " + url + " refuses connections";
        assertTrue(failure.getMessage(), failure.getMessage().contains(reason));
      }
    }
  }

  @Test
  public void aTargetThatTheProxyCannotReachIsNamed() {
    try (ProxyServer proxy = ProxyServer.start()) {
      proxy.route(HOST, 1);
      TributaryException failure =
          failure(
              source(
                      "https://" + HOST + "/file",
                      options(),
                      List.of(),
                      proxy.uri().toString(),
                      direct())
                  .probe());
      assertEquals(FailureKind.NETWORK, failure.kind());
      assertTrue(failure.getMessage(), failure.getMessage().contains("proxy"));
    }
  }

  @Test
  public void aProxyThatForbidsTheTargetIsNamedWithoutItsPassword() throws IOException {
    try (ServerSocket listening = new ServerSocket(0)) {
      new Thread(() -> answerOnce(listening, "HTTP/1.1 403 Forbidden\r\n\r\n")).start();
      String at = "127.0.0.1:" + listening.getLocalPort();
      String url = "http://user:topsecret@" + at;
      TributaryException failure =
          failure(source("https://" + HOST + "/file", options(), List.of(), url, direct()).probe());
      assertEquals(FailureKind.PROTOCOL, failure.kind());
      String named = "the proxy http://***:***@" + at + " does not connect to " + HOST;
      assertTrue(failure.getMessage(), failure.getMessage().contains(named));
      assertFalse(failure.getMessage(), failure.getMessage().contains("topsecret"));
    }
  }

  @Test
  public void aProxyThatTalksNonsenseIsNamed() throws IOException {
    for (String nonsense : List.of("220 mail.example ESMTP\r\n", "HTTP/1.1 2xx\r\n\r\n", "")) {
      try (ServerSocket listening = new ServerSocket(0)) {
        Thread proxy = new Thread(() -> answerOnce(listening, nonsense));
        proxy.start();
        String url = "http://127.0.0.1:" + listening.getLocalPort();
        TributaryException failure =
            failure(
                source("https://" + HOST + "/file", options(), List.of(), url, direct()).probe());
        assertTrue(failure.getMessage(), failure.getMessage().contains("the proxy " + url));
        assertTrue(failure.kind().toString(), failure.kind() != FailureKind.INTERNAL);
      }
    }
  }

  private static void answerOnce(ServerSocket listening, String answer) {
    try (Socket socket = listening.accept()) {
      int read = socket.getInputStream().read(new byte[1024]);
      if (read > 0) {
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        read = socket.getInputStream().read();
      }
    } catch (IOException e) {
      // The client may leave first.
      assertTrue(e.getMessage(), !e.getMessage().isEmpty());
    }
  }

  @Test
  public void aRedirectToAPrivateHostIsRefusedByItsName() {
    try (ProxyServer proxy = ProxyServer.start()) {
      proxy.route(HOST, server.port());
      for (String target :
          List.of("169.254.169.254", "localhost", "0x7f000001", "[::1]", "127.1")) {
        server.faults().clear();
        server.fault(When.any(), Fault.redirect(302, "http://" + target + "/x"));
        String url = "http://" + HOST + "/file";
        TributaryException failure =
            failure(source(url, options(), List.of(), proxy.uri().toString(), direct()).probe());
        assertTrue(failure.getMessage(), failure.getMessage().contains("private address"));
      }
    }
  }
}
