package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Limits of a cluster, by its API. */
public final class LimitsApiTest extends JUnitSuite {
  private static final String CONFIGURED =
      "tributary.cluster.limits { requests-per-second = 2.5, bytes-per-second = 1M }";

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private Path root;
  private RunningNode node;

  @Before
  public void start() throws Exception {
    root = folder.getRoot().toPath().toRealPath();
    node = RunningNode.start(root, CONFIGURED);
  }

  @After
  public void stop() {
    node.close();
  }

  private JsonNode call(int status, String method, String path, String body) throws Exception {
    HttpResponse<String> answer = node.send(method, path, body);
    assertEquals(answer.body(), status, answer.statusCode());
    return new ObjectMapper().readTree(answer.body());
  }

  private void refused(String body, String field) throws Exception {
    JsonNode problem = call(400, "PUT", "/v1/limits", body);
    assertTrue(problem.toString(), problem.get("target").asText().contains(field));
  }

  @Test
  public void whatIsChosenComesBeforeTheConfigurationUntilItIsTakenBack() throws Exception {
    JsonNode before = call(200, "GET", "/v1/limits", "");
    assertEquals(1 << 20, before.at("/cluster/bytesPerSecond").asLong());
    assertEquals(512, before.at("/share/connections").asInt());

    JsonNode after =
        call(200, "PUT", "/v1/limits", "{\"bytesPerSecond\": \"20MB/s\", \"connections\": 7}");
    assertEquals(20_000_000, after.at("/cluster/bytesPerSecond").asLong());
    assertEquals(2.5, after.at("/cluster/requestsPerSecond").asDouble(), 0);
    assertEquals(7, after.at("/share/connections").asInt());
    assertEquals(after, call(200, "GET", "/v1/limits", ""));

    JsonNode changed = call(200, "PATCH", "/v1/limits", "{\"requestsPerSecond\": 9}");
    assertEquals(20_000_000, changed.at("/cluster/bytesPerSecond").asLong());
    assertEquals(9, changed.at("/cluster/requestsPerSecond").asDouble(), 0);
    assertEquals(7, changed.at("/chosen/connections").asInt());
    assertEquals(after, call(200, "POST", "/v1/limits", "{\"requestsPerSecond\": null}"));

    refused("{\"bytes\": 1}", "bytes");
    refused("{\"connections\": -1}", "limits");
    refused("{\"connections\": \"many\"}", "connections");
    refused("{\"requestsPerSecond\": \"many\"}", "requestsPerSecond");
    assertEquals(after, call(200, "GET", "/v1/limits", ""));

    JsonNode back = call(200, "PUT", "/v1/limits", "{}");
    assertEquals(before, back);
  }

  /** Until it shows what is waited for, or has ended. */
  private JsonNode await(String path, Predicate<JsonNode> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode shown = call(200, "GET", path, "");
    while (!condition.test(shown) && !shown.get("endedAt").isTextual()) {
      assertTrue(shown.toString(), System.nanoTime() - end < 0);
      LockSupport.parkNanos(10_000_000);
      shown = call(200, "GET", path, "");
    }
    return shown;
  }

  @Test
  public void whatADownloadMayUseIsChangedWhileItRuns() throws Exception {
    call(200, "PUT", "/v1/limits", "{\"bytesPerSecond\": 0, \"requestsPerSecond\": 0}");
    try (ObjectServer objects = ObjectServer.start()) {
      objects.put("/object", Content.synthetic(1, 60_000_000));
      String body =
          "{\"source\": \"%s\", \"destination\": \"%s\", \"options\": {\"limitRate\": \"100KB/s\"}}"
              .formatted(objects.url("/object"), root.resolve("file"));
      String path = "/v1/downloads/" + call(202, "POST", "/v1/downloads", body).get("id").asText();
      JsonNode begun = await(path, shown -> shown.get("bytesDone").asLong() > 0);
      assertFalse(begun.toString(), begun.get("endedAt").isTextual());
      assertEquals(100_000, begun.get("limitRate").asLong());

      JsonNode urgent = call(200, "PATCH", path, "{\"priority\": \"high\", \"limitRate\": null}");
      assertEquals(100_000, urgent.get("limitRate").asLong());
      JsonNode lifted = call(200, "POST", path, "{\"limitRate\": 0, \"limitRequests\": 1000.5}");
      assertEquals("high", lifted.get("priority").asText());
      assertEquals(1000.5, lifted.get("limitRequests").asDouble(), 0);
      JsonNode done = await(path, any -> false);
      // As it was asked for it would have taken ten minutes.
      assertTrue(done.toString(), done.at("/result/seconds").asDouble() < 60);

      JsonNode late = call(409, "PATCH", path, "{\"limitRate\": 5}");
      assertTrue(late.toString(), late.get("reason").asText().contains("completed"));
      assertEquals(0, call(200, "GET", path, "").get("limitRate").asLong());
      call(400, "PATCH", path, "{\"limitRequests\": -1}");
      call(400, "PATCH", path, "{\"lanes\": 1}");
      call(404, "PATCH", "/v1/jobs/none", "{\"limitRate\": 5}");
    }
  }

  @Test
  public void whatRunsIsFasterAtOnceWhenTheLimitIsLifted() throws Exception {
    try (ObjectServer objects = ObjectServer.start()) {
      objects.put("/object", Content.synthetic(1, 200_000_000));
      String body =
          "{\"source\": \"%s\", \"destination\": \"%s\"}"
              .formatted(objects.url("/object"), root.resolve("file"));
      String path = "/v1/downloads/" + call(202, "POST", "/v1/downloads", body).get("id").asText();
      JsonNode begun = await(path, shown -> shown.get("bytesDone").asLong() > 0);
      assertFalse(begun.toString(), begun.get("endedAt").isTextual());
      call(200, "PUT", "/v1/limits", "{\"bytesPerSecond\": 0, \"requestsPerSecond\": 0}");
      JsonNode shown = await(path, any -> false);
      // At the configured limit it would have taken three minutes.
      assertTrue(shown.toString(), shown.at("/result/seconds").asDouble() < 60);
    }
  }
}
