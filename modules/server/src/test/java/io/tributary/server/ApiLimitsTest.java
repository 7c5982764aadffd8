package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Who asks for too much at a time is told so, and others are served. */
public final class ApiLimitsTest extends JUnitSuite {
  private static final String READER = "Bearer readers-token-0123456789";
  private static final int PATIENCE_MS = 20_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private Path root;
  private Path tokens;

  @Before
  public void tokens() throws IOException {
    root = folder.getRoot().toPath().toRealPath();
    tokens = Files.createFile(root.resolve("tokens"));
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(tokens, "graph read readers-token-0123456789\n");
  }

  private RunningNode node(String settings) throws IOException {
    return RunningNode.start(
        root,
        "tributary.http { tokens-file = \"%s\", audit-file = \"%s\", %s }"
            .formatted(tokens, root.resolve("audit"), settings));
  }

  @Test
  public void tooManyRequestsOfATokenAreRefusedAndOthersAreNot() throws Exception {
    try (RunningNode node = node("requests-per-second = 0.001")) {
      long begunNanos = System.nanoTime();
      assertEquals(200, node.send("GET", "/v1/cluster", "", READER).statusCode());
      HttpResponse<String> refused = node.send("GET", "/v1/cluster", "", READER);
      assertEquals(refused.body(), 429, refused.statusCode());
      requireRightWait(refused, 1000, begunNanos);
      JsonNode problem = new ObjectMapper().readTree(refused.body());
      assertEquals("throttled", problem.get("kind").asText());
      assertTrue(refused.body(), problem.get("reason").asText().contains("'graph'"));
      assertEquals(200, node.send("GET", "/v1/cluster", "").statusCode());
      // Whoever may only read is refused for that, and those without a token are not counted.
      assertEquals(403, node.send("POST", "/v1/downloads", "{}", READER).statusCode());
      for (int i = 0; i < 5; i++) {
        assertEquals(401, node.send("GET", "/v1/cluster", "", "Bearer wrong").statusCode());
        assertEquals(200, node.send("GET", "/ready", "", "").statusCode());
        assertEquals(200, node.send("GET", "/", "", "").statusCode());
      }
      String audit = Files.readString(root.resolve("audit"));
      assertTrue(audit, audit.contains("\"who\":\"graph\"") && audit.contains("\"status\":429"));
    }
  }

  /** To the second, but for what has passed since it began, however slow the machine is. */
  private static void requireRightWait(HttpResponse<String> refused, int each, long begunNanos) {
    long passed = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begunNanos);
    int seconds = Integer.parseInt(refused.headers().firstValue("Retry-After").get());
    assertTrue(seconds + " s after " + passed, seconds >= each - passed && seconds <= each);
    assertTrue(refused.body(), refused.body().contains("ask again after " + seconds + " s"));
  }

  private static Socket connect(RunningNode node) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.url("/").getPort());
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  private static void ask(Socket socket) throws IOException {
    String head = "GET /alive HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
  }

  /** The head of an answer; empty when the connection is closed. */
  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    try {
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          return "";
        }
        head.append((char) next);
      }
    } catch (SocketException reset) {
      return "";
    }
    return head.toString();
  }

  @Test
  public void tooManyConnectionsOfAnAddressAreRefused() throws Exception {
    try (RunningNode node = node("max-connections-per-address = 3")) {
      List<Socket> served = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Socket socket = connect(node);
        ask(socket);
        assertTrue(head(socket).startsWith("HTTP/1.1 200"));
        served.add(socket);
      }
      try (Socket fourth = connect(node)) {
        ask(fourth);
        String head = head(fourth);
        assertTrue(head, head.startsWith("HTTP/1.1 429") && head.contains("Retry-After: 1"));
      }
      try (Socket silent = connect(node)) {
        assertEquals("", head(silent));
      }
      ask(served.get(1));
      served.remove(0).close();
      String head = "";
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
      while (!head.startsWith("HTTP/1.1 200")) {
        try (Socket next = connect(node)) {
          ask(next);
          head = head(next);
          assertTrue(head, head.isEmpty() || head.matches("(?s)HTTP/1.1 (200|429).*"));
          assertTrue("the place has come free", System.nanoTime() < end);
        }
      }
      for (Socket socket : served) {
        socket.close();
      }
    }
  }
}
