package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Live events on real sockets. */
public final class EventsApiTest extends JUnitSuite {
  private static final String LIMITS = "tributary.http.max-listeners = 2";
  private static final long BYTES = 300_000_000;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ObjectServer objects = ObjectServer.start();
  private Path root;
  private RunningNode node;

  @Before
  public void start() throws Exception {
    root = folder.getRoot().toPath().toRealPath();
    node = RunningNode.start(root, LIMITS);
    objects.put("/slow", Content.synthetic(1, BYTES));
  }

  @After
  public void stop() {
    node.close();
    objects.close();
  }

  private String submit(String file) throws Exception {
    String body =
        "{\"source\": \"%s\", \"destination\": \"%s\", \"options\": {\"limitRate\": \"4MB/s\"}}"
            .formatted(objects.url("/slow"), root.resolve(file));
    HttpResponse<String> answer = node.send("POST", "/v1/downloads", body);
    assertEquals(answer.body(), 202, answer.statusCode());
    return new ObjectMapper().readTree(answer.body()).get("id").asText();
  }

  @Test
  public void whoListensHearsOfNodesChangesAndProgress() throws Exception {
    try (EventStream events = EventStream.open(node, "")) {
      EventStream.Event snapshot = events.next();
      assertEquals("snapshot", snapshot.type());
      JsonNode one = snapshot.data().at("/cluster/nodes/0");
      assertEquals("one", one.get("name").asText());
      assertEquals("up", one.get("status").asText());

      String id = submit("file");
      JsonNode row = events.until("changed", id).data().at("/rows/0");
      assertEquals(id, row.get("id").asText());
      if (!row.get("state").asText().equals("active")) {
        // It may have been active before anybody looked.
        events.until("changed", "\"state\":\"active\"");
      }
      JsonNode step = events.until("progress", id).data().at("/steps/0");
      assertEquals("download", step.get(0).asText());
      assertEquals(BYTES, step.get(3).asLong());
      JsonNode cluster = events.until("cluster", "\"active\":1").data();
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (cluster.at("/cluster/nodes/0/bytesPerSecond").asLong() == 0) {
        assertTrue(cluster.toString(), System.nanoTime() < end);
        cluster = events.until("cluster", "").data();
      }
      node.send("POST", "/v1/downloads/" + id + "/cancel", "");
      events.until("changed", "\"state\":\"cancelled\"");
    }
  }

  @Test
  public void whoComesBackGoesOnWhereItWasOrBeginsAnew() throws Exception {
    String last;
    try (EventStream events = EventStream.open(node, "")) {
      last = events.next().id();
    }
    String id = submit("file");
    try (EventStream events = EventStream.open(node, last)) {
      EventStream.Event next = events.next();
      assertNotEquals("snapshot", next.type());
      assertEquals(number(last) + 1, number(next.id()));
      if (!next.type().equals("changed") || !next.data().toString().contains(id)) {
        events.until("changed", id);
      }
    }
    try (EventStream events = EventStream.open(node, "another-1")) {
      assertEquals("snapshot", events.next().type());
    }
  }

  private static long number(String id) {
    return Long.parseLong(id.substring(id.indexOf('-') + 1));
  }

  @Test
  public void tooManyListenersAreTurnedAwayAndTheirPlacesComeFree() throws Exception {
    // Not for other tests: whoever asks again on a connection that is being closed gets no answer.
    node.close();
    node = RunningNode.start(root, LIMITS + "\ntributary.http.idle-timeout = 1s");
    try (EventStream one = EventStream.open(node, "");
        EventStream two = EventStream.open(node, "")) {
      one.next();
      two.next();
      HttpResponse<InputStream> third = EventStream.ask(node, "");
      assertEquals(503, third.statusCode());
      String problem = new String(third.body().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(problem, problem.contains("tributary.http.max-listeners"));
      for (int i = 0; i < 4; i++) {
        assertEquals("longer than a connection may be idle", "cluster", one.next().type());
      }
    }
    HttpResponse<InputStream> later = EventStream.ask(node, "");
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (later.statusCode() == 503 && System.nanoTime() < end) {
      later.body().close();
      later = EventStream.ask(node, "");
    }
    later.body().close();
    assertEquals(200, later.statusCode());
    assertEquals(401, node.send("GET", "/v1/events", "", "Bearer wrong").statusCode());
  }
}
