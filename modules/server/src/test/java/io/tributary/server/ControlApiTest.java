package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** The HTTP API of a node on real sockets: what it does, and what it refuses. */
public final class ControlApiTest extends JUnitSuite {
  private static final String LIMITS =
      "tributary.http { idle-timeout = 1s, request-timeout = 1s, max-connections = 4 }";
  private static final int PATIENCE_MS = 60_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ObjectServer objects = ObjectServer.start();
  private Path root;
  private RunningNode node;

  @Before
  public void start() throws IOException {
    root = folder.getRoot().toPath().toRealPath();
    node = RunningNode.start(root, "");
  }

  @After
  public void stop() {
    node.close();
    objects.close();
  }

  /** The same node with other settings. */
  private void restart(String settings) throws IOException {
    node.close();
    node = RunningNode.start(root, settings);
  }

  private static long deadline() {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }

  private String body(String path, String file) {
    return "{\"source\": \"%s\", \"destination\": \"%s\"}"
        .formatted(objects.url(path), root.resolve(file));
  }

  @Test
  public void theSameSubmitAttachesAndAnotherObjectIsAConflictThatNamesTheHolder()
      throws Exception {
    objects.put("/slow", Content.synthetic(1, 50_000_000));
    objects.put("/other", Content.synthetic(2, 1000));
    String options = ", \"options\": {\"limitRate\": \"1MB/s\"}}";
    String slow = body("/slow", "file").replace("}", options);
    HttpResponse<String> first = node.send("POST", "/v1/downloads", slow);
    assertEquals(first.body(), 202, first.statusCode());
    HttpResponse<String> again = node.send("POST", "/v1/downloads", slow);
    assertEquals(again.body(), 200, again.statusCode());
    HttpResponse<String> other = node.send("POST", "/v1/downloads", body("/other", "file"));
    assertEquals(other.body(), 409, other.statusCode());
    String id = json(first).get("id").asText();
    assertEquals(id, json(other).get("holder").get("id").asText());
    assertTrue(other.body(), json(other).get("advice").asText().length() > 0);
    assertEquals(200, node.send("POST", "/v1/downloads/" + id + "/cancel", "").statusCode());
  }

  private JsonNode show(String id) throws Exception {
    HttpResponse<String> answer = node.send("GET", "/v1/downloads/" + id, "");
    assertEquals(answer.body(), 200, answer.statusCode());
    return json(answer);
  }

  @Test
  public void anActiveDownloadShowsWhoFetchesWhatAndHowFast() throws Exception {
    long size = 200_000_000;
    objects.put("/slow", Content.synthetic(1, size));
    String options = ", \"options\": {\"limitRate\": \"5MB/s\", \"lanes\": 2}}";
    String slow = body("/slow", "file").replace("}", options);
    String id = json(node.send("POST", "/v1/downloads", slow)).get("id").asText();
    JsonNode shown = show(id);
    long end = deadline();
    while (shown.at("/status/nodes/0/writtenBytes").asLong() == 0
        || shown.at("/status/writtenBytes").asLong() == 0) {
      assertTrue(shown.toString(), !shown.get("endedAt").isTextual() && System.nanoTime() < end);
      shown = show(id);
    }
    JsonNode status = shown.get("status");
    assertTrue(shown.toString(), shown.get("statusReason").isNull());
    assertEquals("fetching", status.get("phase").asText());
    assertEquals("one", status.get("coordinator").asText());
    assertEquals(size, status.get("sizeBytes").asLong());
    assertTrue(status.toString(), status.get("bytesPerSecond").asLong() > 0);
    assertEquals(status.get("writtenBytes").asLong(), bytes(status.get("written")));
    JsonNode one = status.get("nodes").get(0);
    assertEquals("one", one.get("node").asText());
    assertEquals(2, one.get("lanes").asInt());
    assertEquals(one.get("writtenBytes").asLong(), bytes(one.get("written")));
    assertTrue(status.toString(), bytes(one.get("inFlight")) > 0);
    assertEquals(2, status.get("lanes").size());
    assertTrue(status.toString(), status.get("lanes").get(0).get("end").asLong() > 0);
    assertTrue(
        "not in a list",
        json(node.send("GET", "/v1/downloads", ""))
            .get("downloads")
            .get(0)
            .path("status")
            .isMissingNode());

    node.send("POST", "/v1/downloads/" + id + "/pause", "");
    end = deadline();
    for (shown = show(id); !shown.get("state").asText().equals("paused"); shown = show(id)) {
      assertTrue(shown.toString(), !shown.get("endedAt").isTextual() && System.nanoTime() < end);
    }
    assertTrue(shown.get("status").isNull());
    assertEquals("it is not active", shown.get("statusReason").asText());
  }

  private static long bytes(JsonNode ranges) {
    long bytes = 0;
    for (JsonNode range : ranges) {
      bytes += range.get(1).asLong() - range.get(0).asLong();
    }
    return bytes;
  }

  /** There is no node for coordinators: as while one moves. */
  @Test
  public void theRowAloneIsAnsweredWhenTheCoordinatorIsSilent() throws Exception {
    restart("tributary { node.roles = [\"fetcher\"], http.answer-timeout = 4s }");
    objects.put("/object", Content.synthetic(1, 1000));
    String id =
        json(node.send("POST", "/v1/downloads", body("/object", "file"))).get("id").asText();
    try (Connection database = database();
        Statement statement = database.createStatement()) {
      statement.executeUpdate("UPDATE tributary_submission SET state = 'ACTIVE'");
    }
    JsonNode shown = show(id);
    assertEquals("active", shown.get("state").asText());
    assertTrue(shown.get("status").isNull());
    assertEquals(
        "its coordinator does not answer, perhaps it is moving",
        shown.get("statusReason").asText());
  }

  private Connection database() throws Exception {
    try (Stream<Path> files = Files.list(root.resolve("data"))) {
      Path file = files.filter(one -> one.toString().endsWith(".sqlite")).findFirst().orElseThrow();
      return DriverManager.getConnection("jdbc:sqlite:" + file);
    }
  }

  @Test
  public void withoutTheTokenNothingIsAnsweredButHealth() throws Exception {
    for (String authorization : List.of("", "Bearer", "Bearer wrong", "Basic d3Jvbmc6eA==")) {
      for (String path : List.of("/v1/downloads", "/v1/cluster", "/v1/events", "/v1/x")) {
        HttpResponse<String> answer = node.send("GET", path, "", authorization);
        assertEquals(path, 401, answer.statusCode());
        assertEquals("access-denied", json(answer).get("kind").asText());
      }
      assertEquals(401, node.send("POST", "/v1/downloads", "{}", authorization).statusCode());
      assertEquals(200, node.send("GET", "/alive", "", authorization).statusCode());
      assertEquals(200, node.send("GET", "/ready", "", authorization).statusCode());
    }
  }

  @Test
  public void aBodyWithoutMeasureIsRefused() throws Exception {
    HttpResponse<String> large = node.send("POST", "/v1/downloads", " ".repeat(300_000));
    assertEquals(413, large.statusCode());
    assertEquals("application/problem+json", large.headers().firstValue("Content-Type").get());
  }

  @Test
  public void aBodyThatIsNestedWithoutMeasureIsRefused() throws Exception {
    String deep = "{\"options\":" + "[".repeat(100_000);
    HttpResponse<String> answer = node.send("POST", "/v1/downloads", deep);
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body(), answer.body().contains("nested too deep"));
  }

  @Test
  public void whatIsNotUnderstoodIsNamed() throws Exception {
    for (List<String> row :
        List.of(
            List.of("{\"source\": \"http://h/x\"}", "destination"),
            List.of("{\"source\": \"http://h/x\", \"destination\": \"relative\"}", "absolute"),
            List.of(body("/x", "f").replace("}", ",\"optoins\":{}}"), "optoins"),
            List.of(body("/x", "f").replace("}", ",\"options\":{\"lanes\":300}}"), "lanes"),
            List.of(body("/x", "f").replace("}", ",\"options\":{\"verify\":\"x\"}}"), "verify"),
            List.of("[]", "not a JSON object"))) {
      HttpResponse<String> answer = node.send("POST", "/v1/downloads", row.get(0));
      assertEquals(answer.body(), 400, answer.statusCode());
      assertTrue(answer.body(), answer.body().contains(row.get(1)));
    }
    assertEquals(404, node.send("GET", "/v1/downloads/x", "").statusCode());
    assertEquals(404, node.send("GET", "/v1/nothing", "").statusCode());
    assertEquals(400, node.send("GET", "/v1/downloads?limit=0", "").statusCode());
  }

  @Test
  public void pagesFollowEachOther() throws Exception {
    for (int i = 0; i < 3; i++) {
      objects.put("/o" + i, Content.synthetic(i, 1000));
      assertEquals(202, node.send("POST", "/v1/downloads", body("/o" + i, "f" + i)).statusCode());
    }
    JsonNode first = json(node.send("GET", "/v1/downloads?limit=2", ""));
    assertEquals(2, first.get("downloads").size());
    String next = "/v1/downloads?limit=2&before=" + first.get("next").asLong();
    JsonNode second = json(node.send("GET", next, ""));
    assertEquals(1, second.get("downloads").size());
    assertTrue(second.get("next").isNull());
  }

  /** All connections are taken by clients that trickle: they are cut off, and others get in. */
  @Test
  public void slowClientsAreCutOffAndDoNotKeepOthersOut() throws Exception {
    restart(LIMITS);
    Socket[] slow = new Socket[6];
    for (int i = 0; i < slow.length; i++) {
      slow[i] = new Socket(InetAddress.getLoopbackAddress(), node.url("/").getPort());
      boolean unused = isOpen(slow[i], "GET /alive HTTP/1.1\r\nHost: x\r\nX-Slow: ");
    }
    long end = deadline();
    for (Socket socket : slow) {
      while (isOpen(socket, "a")) {
        assertTrue("it is cut off", System.nanoTime() < end);
      }
      socket.close();
    }
    while (!isAlive()) {
      assertTrue("others get in", System.nanoTime() < end);
    }
  }

  /** Whether it still is, a moment after more has been written to it. */
  private static boolean isOpen(Socket socket, String more) throws IOException {
    try {
      socket.setSoTimeout(100);
      socket.getOutputStream().write(more.getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() >= 0;
    } catch (java.net.SocketTimeoutException stillOpen) {
      return true;
    } catch (java.net.SocketException closed) {
      return false;
    }
  }

  /** With such limits a client that is held up for a second is cut off, too. */
  private boolean isAlive() throws Exception {
    try {
      return node.send("GET", "/alive", "").statusCode() == 200;
    } catch (IOException cutOff) {
      return false;
    }
  }

  @Test
  public void aBodyThatDoesNotArriveIsNotWaitedFor() throws Exception {
    restart(LIMITS);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.url("/").getPort())) {
      socket.setSoTimeout(PATIENCE_MS);
      String head =
          "POST /v1/downloads HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nAuthorization: "
              + node.authorization()
              + "\r\n\r\n{";
      String answer = untilItIsCutOff(socket, head);
      assertTrue(answer, answer.isEmpty() || answer.startsWith("HTTP/1.1 503"));
    }
  }

  /** A reset may overtake the answer: what the server has not read by then is thrown away. */
  private static String untilItIsCutOff(Socket socket, String head) throws IOException {
    try {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (java.net.SocketException reset) {
      return "";
    }
  }

  @Test
  public void itListensOnOneLoopbackAddressOnly() throws Exception {
    assertTrue(node.url("/").getHost().equals("127.0.0.1"));
    org.junit.Assert.assertThrows(
        java.net.ConnectException.class,
        () -> new Socket("127.0.0.2", node.url("/").getPort()).close());
    assertEquals(
        "rw-------",
        java.nio.file.attribute.PosixFilePermissions.toString(
            Files.getPosixFilePermissions(root.resolve("token"))));
  }
}
