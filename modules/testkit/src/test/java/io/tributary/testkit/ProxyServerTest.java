package io.tributary.testkit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.tls.TestAuthority;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ProxyServerTest extends JUnitSuite {

  @Test
  public void plainRequestsPassInAbsoluteForm() throws Exception {
    try (ProxyServer proxy = ProxyServer.start();
        ObjectServer server = ObjectServer.start()) {
      server.put("/x", Content.of("hello"));
      assertEquals("hello", get(client(proxy).build(), server.url("/x") + "?a=b"));
      assertEquals(List.of("GET " + server.origin() + "/x?a=b"), proxy.targets());
      assertEquals("/x?a=b", server.requests().get(0).request().target());
    }
  }

  @Test
  public void namesThatNobodyKnowsAreTunnelled() throws Exception {
    TestAuthority authority = TestAuthority.create();
    String host = "bucket.oss-cn-hangzhou.aliyuncs.com";
    try (ProxyServer proxy = ProxyServer.start();
        ObjectServer server = ObjectServer.builder().tls(authority.issue(host)).start()) {
      server.put("/x", Content.of("hello"));
      proxy.route(host, server.port());
      HttpClient client = client(proxy).sslContext(authority.clientContext()).build();
      assertEquals("hello", get(client, "https://" + host + "/x"));
      assertEquals(List.of("CONNECT " + host + ":443"), proxy.targets());
    }
  }

  @Test
  public void strangersAreRefused() throws Exception {
    try (ProxyServer proxy = ProxyServer.start("user:pass word");
        RawClient raw = new RawClient(proxy.port())) {
      raw.send("CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
      RawClient.Reply reply = raw.reply();
      assertEquals(407, reply.status());
      assertTrue(reply.header("Proxy-Authenticate").startsWith("Basic "));
      assertEquals(1, proxy.refused());
      assertEquals(List.of(), proxy.targets());
      raw.send(
          "CONNECT localhost:1 HTTP/1.1\r\nProxy-Authorization: Basic dXNlcjpwYXNzIHdvcmQ=\r\n\r\n");
      assertEquals(502, raw.reply().status());
      assertEquals(List.of("CONNECT localhost:1"), proxy.targets());
    }
  }

  private static HttpClient.Builder client(ProxyServer proxy) {
    return HttpClient.newBuilder()
        .proxy(
            ProxySelector.of(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())));
  }

  private static String get(HttpClient client, String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }
}
