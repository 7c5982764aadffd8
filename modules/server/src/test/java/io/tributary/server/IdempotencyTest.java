package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** The same request again, by its key. */
public final class IdempotencyTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ObjectServer objects = ObjectServer.start();
  private final HttpClient client = HttpClient.newHttpClient();
  private Path root;
  private RunningNode node;

  @Before
  public void start() throws Exception {
    root = folder.getRoot().toPath().toRealPath();
    node = RunningNode.start(root, "");
    objects.put("/a", Content.synthetic(1, 1000));
    objects.put("/b", Content.synthetic(2, 1000));
  }

  @After
  public void stop() {
    node.close();
    objects.close();
  }

  private String body(String path, String more) {
    return "{\"source\": \"%s\", \"destination\": \"%s\"%s}"
        .formatted(objects.url(path), root.resolve("f"), more);
  }

  private HttpResponse<String> submit(String collection, String body, String key) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(node.url("/v1/" + collection))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .header("Authorization", node.authorization())
            .header("Idempotency-Key", key)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return new ObjectMapper().readTree(answer.body());
  }

  @Test
  public void theSameKeyAndBodyStartNothingAnewEvenAfterTheEndAndARestart() throws Exception {
    HttpResponse<String> first = submit("downloads", body("/a", ""), "nightly-17");
    assertEquals(first.body(), 202, first.statusCode());
    assertTrue(first.headers().firstValue("Idempotency-Replayed").isEmpty());
    String id = json(first).get("id").asText();
    JsonNode ended = node.ended(id);
    node.close();
    node = RunningNode.start(root, "");
    for (String spelling : List.of("nightly-17", "\"nightly-17\"")) {
      HttpResponse<String> again = submit("downloads", body("/a", ""), spelling);
      assertEquals(again.body(), 200, again.statusCode());
      assertEquals("true", again.headers().firstValue("Idempotency-Replayed").get());
      assertEquals(ended.get("sequence"), json(again).get("sequence"));
      assertEquals("completed", json(again).get("state").asText());
    }
    HttpResponse<String> anew = submit("downloads", body("/a", ""), "nightly-18");
    assertEquals(anew.body(), 202, anew.statusCode());
    assertTrue(json(anew).get("sequence").asLong() > ended.get("sequence").asLong());
  }

  @Test
  public void theSameKeyForSomethingElseIsRefused() throws Exception {
    HttpResponse<String> first = submit("downloads", body("/a", ""), "key");
    String id = json(first).get("id").asText();
    node.ended(id);
    for (String other :
        List.of(body("/b", ""), body("/a", ", \"options\": {\"lanes\": 2}"), body("/a", " "))) {
      HttpResponse<String> answer = submit("downloads", other, "key");
      assertEquals(answer.body(), 422, answer.statusCode());
      assertEquals(id, json(answer).at("/holder/id").asText());
      assertTrue(answer.body(), answer.body().contains("was used before"));
    }
    assertEquals(
        "completed", json(node.send("GET", "/v1/downloads/" + id, "")).get("state").asText());
  }

  @Test
  public void whoAttachesToWhatAnotherAskedForIsNotToldThatItWasHim() throws Exception {
    objects.fault(When.any().path("/a"), Fault.stallBeforeHead());
    assertEquals(202, submit("downloads", body("/a", ""), "first").statusCode());
    for (HttpResponse<String> other :
        List.of(
            submit("downloads", body("/a", ""), "second"),
            node.send("POST", "/v1/downloads", body("/a", "")))) {
      assertEquals(other.body(), 200, other.statusCode());
      assertTrue(other.headers().firstValue("Idempotency-Replayed").isEmpty());
    }
    HttpResponse<String> again = submit("downloads", body("/a", ""), "first");
    assertEquals("true", again.headers().firstValue("Idempotency-Replayed").get());
  }

  @Test
  public void jobsHaveKeysToo() throws Exception {
    String job =
        "{\"source\": \"%s\", \"destination\": \"%s\"}"
            .formatted(objects.url("/tree/"), root.resolve("tree"));
    assertEquals(202, submit("jobs", job, "job").statusCode());
    HttpResponse<String> again = submit("jobs", job, "job");
    assertEquals(again.body(), 200, again.statusCode());
    assertEquals("true", again.headers().firstValue("Idempotency-Replayed").get());
    assertEquals(422, submit("jobs", job + " ", "job").statusCode());
  }

  @Test
  public void aKeyThatIsNoneIsNamed() throws Exception {
    for (String bad :
        List.of(
            "",
            " ",
            "two words",
            "x".repeat(256),
            "\"" + "x".repeat(256) + "\"",
            "\"\"",
            "\"half",
            "\"a\\\"b\"")) {
      HttpResponse<String> answer = submit("downloads", body("/a", ""), bad);
      assertEquals(bad, 400, answer.statusCode());
      assertTrue(answer.body(), answer.body().contains("Idempotency-Key"));
    }
    String named = body("/a", ", \"requestId\": \"r\"");
    HttpResponse<String> both = submit("downloads", named, "key");
    assertEquals(both.body(), 400, both.statusCode());
    assertTrue(both.body(), both.body().contains("requestId"));
  }
}
