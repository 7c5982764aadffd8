package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Assert;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** The page's files, and who may use a node without a token, on real sockets. */
public final class WebPageTest extends JUnitSuite {
  private static final Pattern FILE = Pattern.compile("(?:from '\\./|\"/page/)([a-z]+\\.[a-z]+)");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path root() throws IOException {
    return folder.getRoot().toPath().toRealPath();
  }

  private static HttpResponse<String> get(RunningNode node, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(node.url(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void requireStrict(String path, HttpResponse<String> answer) {
    String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(path + " " + policy, policy.startsWith("default-src 'none'"));
    assertTrue(path + " " + policy, policy.contains("frame-ancestors 'none'"));
    assertFalse(path + " " + policy, policy.contains("unsafe"));
    assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
  }

  @Test
  public void thePageNeedsNoTokenHasNoSecretAndNothingFromElsewhere() throws Exception {
    try (RunningNode node = RunningNode.start(root(), "")) {
      HttpResponse<String> page = get(node, "/");
      assertEquals(200, page.statusCode());
      requireStrict("/", page);
      String policy = page.headers().firstValue("Content-Security-Policy").get();
      assertTrue(policy, policy.contains("script-src 'self';"));
      assertTrue(policy, policy.contains("require-trusted-types-for 'script'"));
      TreeSet<String> names = new TreeSet<>();
      TreeSet<String> seen = new TreeSet<>();
      addNames(page.body(), names);
      while (!seen.containsAll(names)) {
        for (String name : List.copyOf(names)) {
          HttpResponse<String> file = get(node, "/page/" + name);
          assertEquals(name, 200, file.statusCode());
          requireStrict(name, file);
          String token = node.authorization().replace("Bearer ", "");
          assertFalse(name, file.body().contains(token));
          assertFalse(name, Pattern.compile("(src|href)=\"https?:").matcher(file.body()).find());
          addNames(file.body(), names);
          seen.add(name);
        }
      }
      assertTrue(names.toString(), names.containsAll(List.of("page.js", "page.css", "detail.js")));
      String tag = page.headers().firstValue("ETag").get();
      assertEquals(304, get(node, "/", "If-None-Match", tag).statusCode());
      requireStrict("/v1/cluster", node.send("GET", "/v1/cluster", ""));
      for (String path :
          List.of("/page/", "/page/../tributary-server.conf", "/page/WebPage.class")) {
        assertEquals(path, 401, get(node, path).statusCode());
      }
    }
  }

  private static void addNames(String text, TreeSet<String> names) {
    for (Matcher match = FILE.matcher(text); match.find(); ) {
      names.add(match.group(1));
    }
  }

  @Test
  public void aNodeWithoutATokenAnswersOwnNamesAndOwnPagesOnly() throws Exception {
    try (RunningNode node = RunningNode.start(root(), "tributary.http.open = on")) {
      int port = node.url("/").getPort();
      String list = "GET /v1/downloads HTTP/1.1\r\nConnection: close\r\n";
      assertTrue(raw(port, list + "Host: localhost:" + port).startsWith("HTTP/1.1 200"));
      for (String path : List.of("/v1/downloads", "/", "/v1/events")) {
        String foreign = raw(port, "GET " + path + " HTTP/1.1\r\nHost: evil.example:" + port);
        assertTrue(foreign, foreign.startsWith("HTTP/1.1 403"));
        assertTrue(foreign, foreign.contains("\"kind\":\"access-denied\""));
        assertTrue(foreign, foreign.contains("evil.example"));
        assertTrue(foreign, foreign.contains("tributary.http.names"));
      }
      String body = "{\"source\":\"http://127.0.0.1:1/x\",\"destination\":\"/tmp/x\"}";
      String post =
          "POST /v1/downloads HTTP/1.1\r\nConnection: close\r\nContent-Type: text/plain\r\nHost:"
              + " 127.0.0.1:"
              + port
              + "\r\nContent-Length: "
              + body.length()
              + "\r\nOrigin: ";
      String refused = raw(port, post + "http://evil.example\r\n\r\n" + body);
      assertTrue(refused, refused.startsWith("HTTP/1.1 403"));
      assertTrue(refused, refused.contains("only this node's own page may"));
      assertTrue(raw(port, list + "Host: localhost:" + port).contains("\"downloads\":[]"));
      String own = raw(port, post + "http://127.0.0.1:" + port + "\r\n\r\n" + body);
      assertTrue(own, own.startsWith("HTTP/1.1 202"));
    }
  }

  /** The whole answer; the connection ends with it. */
  private static String raw(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      String whole = request.contains("\r\n\r\n") ? request : request + "\r\n\r\n";
      socket.getOutputStream().write(whole.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  public void withoutATokenItListensOnLoopbackOnly() throws Exception {
    Path file = RunningNode.file(root(), "tributary.http { open = on, host = \"0.0.0.0\" }");
    TributaryException refused =
        Assert.assertThrows(TributaryException.class, () -> ClusterNode.start(file, said -> {}));
    assertTrue(refused.getMessage(), refused.getMessage().contains("http.open"));
    assertFalse(Files.exists(root().resolve("data")));
  }
}
