package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.oss.OssSettings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Jobs over the API of a node that is alone. */
public final class JobApiTest extends JUnitSuite {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ObjectServer objects =
      ObjectServer.builder().oss(OssSettings.of().withPublicBucket("bucket")).start();
  private Path root;
  private Path inside;
  private RunningNode node;

  @Before
  public void start() throws IOException {
    root = folder.getRoot().toPath().toRealPath();
    inside = Files.createDirectory(root.resolve("inside"));
    for (int i = 0; i < 30; i++) {
      objects.put("/bucket/in/k%02d".formatted(i), Content.synthetic(i, 1000));
    }
    objects.put("/bucket/in/x//y", Content.synthetic(1, 10));
    objects.put("/bucket/in/z.tmp", Content.synthetic(1, 10));
    node = RunningNode.start(root, "tributary.node.destination-roots = [\"" + inside + "\"]");
  }

  @After
  public void stop() {
    node.close();
    objects.close();
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }

  /** A job to {@code directory}. */
  private String body(Path directory, String more) {
    return """
    {"source": "oss://bucket/in/", "destination": "%s", %s
     "filter": {"rules": [{"exclude": "*.tmp"}]},
     "sourceOptions": {"endpoint": "%s", "region": "cn-hangzhou", "addressing": "path",
                       "anonymous": true}}
    """
        .formatted(directory, more, objects.origin());
  }

  private HttpResponse<String> post(String body) throws Exception {
    return node.send("POST", "/v1/jobs", body);
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = node.send("GET", path, "");
    assertEquals(answer.body(), 200, answer.statusCode());
    return json(answer);
  }

  private JsonNode await(String id, String state) throws Exception {
    return await(id, shown -> shown.get("state").asText().equals(state));
  }

  private JsonNode await(String id, Predicate<JsonNode> wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE_NANOS;
    JsonNode shown = get("/v1/jobs/" + id);
    while (!wanted.test(shown)) {
      boolean over = shown.get("endedAt").isTextual();
      assertTrue(shown.toString(), !over && System.nanoTime() < end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      shown = get("/v1/jobs/" + id);
    }
    return shown;
  }

  private String accepted(String body) throws Exception {
    HttpResponse<String> answer = post(body);
    assertEquals(answer.body(), 202, answer.statusCode());
    String id = json(answer).get("id").asText();
    assertEquals("/v1/jobs/" + id, answer.headers().firstValue("Location").orElseThrow());
    return id;
  }

  @Test
  public void aJobIsSubmittedShownAndListedWithItsCountsAndFailures() throws Exception {
    String papers = "\"receipt\": \"%1$s/r\", \"failures\": \"%1$s/again\",".formatted(inside);
    String id = accepted(body(inside.resolve("tree"), papers));
    JsonNode done = await(id, "completed");
    JsonNode result = done.get("result");
    assertEquals(done.toString(), 30, result.get("fetched").asInt());
    assertEquals(32, result.get("listed").asInt());
    assertEquals(31, result.get("planned").asInt());
    assertEquals(1, result.get("excluded").asInt());
    assertEquals(1, result.get("failed").asInt());
    assertEquals(30_000, result.get("bytesFetched").asInt());
    assertEquals("in/x//y", result.at("/firstFailures/0/key").asText());
    assertEquals("usage", result.at("/firstFailures/0/error/kind").asText());
    assertEquals("job", done.get("kind").asText());
    assertEquals(inside + "/again", done.get("failures").asText());
    List<String> again = Files.readAllLines(inside.resolve("again"));
    assertEquals(again.toString(), 2, again.size());
    assertTrue(again.get(1), again.get(1).contains("oss://bucket/in/x//y"));
    assertEquals(32, Files.readAllLines(inside.resolve("r")).size());
    assertTrue(done.get("status").isNull());

    objects.put("/file", Content.synthetic(1, 10));
    String one =
        "{\"source\": \"%s\", \"destination\": \"%s\"}"
            .formatted(objects.url("/file"), inside.resolve("file"));
    assertEquals(202, node.send("POST", "/v1/downloads", one).statusCode());
    assertEquals(2, get("/v1/downloads").get("downloads").size());
    assertEquals(1, get("/v1/downloads?kind=download").get("downloads").size());
    JsonNode jobs = get("/v1/jobs").get("jobs");
    assertEquals(1, jobs.size());
    assertEquals(id, jobs.get(0).get("id").asText());
    assertEquals(id, get("/v1/downloads/" + id).get("id").asText());
    assertEquals(400, node.send("GET", "/v1/jobs?kind=download", "").statusCode());
  }

  @Test
  public void aRunningJobShowsWhoHasWhatAndIsPausedResumedAndCancelled() throws Exception {
    objects.fault(
        When.any().and("objects", request -> request.path().startsWith("/bucket/in/k")),
        Fault.trickle(40));
    String body = body(inside.resolve("tree"), "\"options\": {\"requests\": 4},");
    String id = accepted(body);
    assertEquals("the same again", 200, post(body).statusCode());
    HttpResponse<String> other = post(body.replace("*.tmp", "*.log"));
    assertEquals(other.body(), 409, other.statusCode());
    assertEquals(id, json(other).at("/holder/id").asText());
    JsonNode shown = await(id, now -> now.at("/status/nodes/0/objects").asInt() == 30);
    assertEquals("active", shown.get("state").asText());
    JsonNode status = shown.get("status");
    assertEquals("one", status.get("coordinator").asText());
    assertEquals("one", status.at("/nodes/0/node").asText());
    assertEquals(1, status.at("/nodes/0/batches").size());
    assertEquals(30, status.at("/nodes/0/objects").asInt());
    assertEquals(31, status.get("planned").asInt());
    assertEquals("in/x//y", status.at("/firstFailures/0/key").asText());

    for (List<String> step : List.of(List.of("pause", "paused"), List.of("resume", "active"))) {
      String path = "/v1/jobs/" + id + "/" + step.get(0);
      assertEquals(200, node.send("POST", path, "").statusCode());
      await(id, step.get(1));
    }
    assertEquals(200, node.send("DELETE", "/v1/jobs/" + id, "").statusCode());
    await(id, "cancelled");
    HttpResponse<String> late = node.send("POST", "/v1/jobs/" + id + "/resume", "");
    assertEquals(late.body(), 409, late.statusCode());
    try (var left = Files.walk(inside)) {
      assertFalse(left.anyMatch(file -> file.toString().endsWith(".tributary")));
    }
  }

  @Test
  public void aJobToTheDiskOfANodeIsShownWithItAndWaitsForOneThatIsNotThere() throws Exception {
    objects.fault(
        When.any().and("objects", request -> request.path().startsWith("/bucket/in/k")),
        Fault.trickle(400));
    String body = body(inside.resolve("tree"), "\"home\": \"one\",");
    String id = accepted(body);
    String named = body.replace(inside.toString(), "file://one" + inside);
    assertEquals("the same", 200, post(named.replace("\"home\": \"one\",", "")).statusCode());
    assertNotEquals("another disk", id, accepted(body.replace("\"one\"", "\"two\"")));

    JsonNode shown = await(id, now -> now.at("/status/nodes/0/objects").asInt() > 0);
    assertEquals("one", shown.get("home").asText());
    assertEquals(inside + "/tree", shown.get("destination").asText());
    assertEquals("one", shown.at("/status/coordinator").asText());
    await(id, "completed");

    String other = json(post(body.replace("\"one\"", "\"two\""))).get("id").asText();
    shown = await(other, now -> now.get("error").isObject());
    assertEquals("waiting", shown.get("state").asText());
    assertEquals("home-away", shown.at("/error/kind").asText());
    assertEquals("two", shown.at("/error/target").asText());
    assertEquals(200, node.send("DELETE", "/v1/jobs/" + other, "").statusCode());
    await(other, "cancelled");
  }

  @Test
  public void howManyRequestsAJobHasAtATimeIsChanged() throws Exception {
    objects.fault(
        When.any().and("objects", request -> request.path().startsWith("/bucket/in/k")),
        Fault.trickle(40));
    String id = accepted(body(inside.resolve("tree"), "\"options\": {\"requests\": 4},"));
    assertEquals(4, get("/v1/jobs/" + id).get("requests").asInt());
    HttpResponse<String> changed = node.send("PATCH", "/v1/jobs/" + id, "{\"requests\": 9}");
    assertEquals(changed.body(), 200, changed.statusCode());
    assertEquals(9, json(changed).get("requests").asInt());
    assertEquals(200, node.send("PATCH", "/v1/jobs/" + id, "{\"limitRate\": 0}").statusCode());
    assertEquals("what is not named stays", 9, get("/v1/jobs/" + id).get("requests").asInt());
    for (String wrong : List.of("0", "257", "1.5", "\"many\"")) {
      HttpResponse<String> refused =
          node.send("PATCH", "/v1/jobs/" + id, "{\"requests\": " + wrong + "}");
      assertEquals(wrong, 400, refused.statusCode());
      assertTrue(refused.body(), refused.body().contains("requests"));
    }
    assertEquals(200, node.send("DELETE", "/v1/jobs/" + id, "").statusCode());
    await(id, "cancelled");

    objects.put("/file", Content.synthetic(1, 100_000));
    String one =
        "{\"source\": \"%s\", \"destination\": \"%s\", \"options\": {\"limitRate\": 1000}}"
            .formatted(objects.url("/file"), inside.resolve("file"));
    String download = json(node.send("POST", "/v1/downloads", one)).get("id").asText();
    HttpResponse<String> ofJobs =
        node.send("PATCH", "/v1/downloads/" + download, "{\"requests\": 9}");
    assertEquals(ofJobs.body(), 400, ofJobs.statusCode());
    assertTrue(ofJobs.body(), ofJobs.body().contains("of a job"));
  }

  @Test
  public void whatIsNotUnderstoodIsNamed() throws Exception {
    Path tree = inside.resolve("tree");
    for (List<String> row :
        List.of(
            List.of("\"optoins\": {},", "optoins"),
            List.of("\"options\": {\"requests\": 0},", "requests"),
            List.of("\"options\": {\"ifExists\": \"skip\"},", "ifExists"),
            List.of("\"options\": {\"compare\": \"x\"},", "compare"),
            List.of("\"home\": \"o/e\",", "no node has such a name"),
            List.of("\"receipt\": \"r\",", "full path"),
            List.of("\"manifest\": \"yes\",", "manifest"))) {
      HttpResponse<String> answer = post(body(tree, row.get(0)));
      assertEquals(answer.body(), 400, answer.statusCode());
      assertTrue(answer.body(), answer.body().contains(row.get(1)));
    }
    for (String rules :
        List.of("[{}]", "[\"*.tmp\"]", "{}", "[{\"include\":\"a\",\"exclude\":\"b\"}]")) {
      String wrong = body(tree, "").replace("[{\"exclude\": \"*.tmp\"}]", rules);
      HttpResponse<String> answer = post(wrong);
      assertEquals(answer.body(), 400, answer.statusCode());
      assertTrue(answer.body(), answer.body().contains("filter.rules"));
    }
  }

  /** Whoever has the token may read and write where the node's operator lets it. */
  @Test
  public void nothingIsReadOrWrittenOutsideTheRoots() throws Exception {
    Path secret = Files.writeString(root.resolve("secret"), "hush\n");
    Path tree = inside.resolve("tree");
    Files.createSymbolicLink(inside.resolve("link"), root);
    for (String body :
        List.of(
            body(root.resolve("outside"), ""),
            body(inside.resolve("link/outside"), ""),
            body(tree, "\"receipt\": \"" + root + "/r\","),
            body(tree, "\"failures\": \"" + root + "/f\", \"receipt\": \"" + inside + "/r\","),
            body(tree, "\"manifest\": true,").replace("oss://bucket/in/", secret.toString()))) {
      JsonNode refused = await(accepted(body), "failed");
      assertEquals(refused.toString(), "usage", refused.at("/error/kind").asText());
      assertTrue(refused.toString(), refused.toString().contains("destination-roots"));
      assertFalse(refused.toString(), refused.toString().contains("hush"));
    }
    assertEquals(List.of(), objects.requests("/bucket/in/k01"));
    assertFalse(Files.exists(tree));
    assertFalse(Files.exists(root.resolve("outside")));
  }
}
