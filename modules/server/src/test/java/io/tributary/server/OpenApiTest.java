package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** That a node does what its OpenAPI document says. */
public final class OpenApiTest extends JUnitSuite {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ObjectServer objects = ObjectServer.start();
  private final HttpClient client = HttpClient.newHttpClient();
  private Path root;
  private RunningNode node;
  private JsonNode document;

  @Before
  public void start() throws Exception {
    root = folder.getRoot().toPath().toRealPath();
    node = RunningNode.start(root, "");
    HttpResponse<String> answer = node.send("GET", "/v1/openapi.json", "");
    assertEquals(200, answer.statusCode());
    assertEquals("application/json", answer.headers().firstValue("Content-Type").get());
    document = MAPPER.readTree(answer.body());
  }

  @After
  public void stop() {
    node.close();
    objects.close();
  }

  private JsonNode schema(String name) {
    JsonNode schema = document.at("/components/schemas/" + name);
    assertTrue(name, schema.isObject());
    return schema;
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private JsonNode submit() throws Exception {
    objects.put("/o", Content.synthetic(1, 1000));
    String body =
        "{\"source\": \"%s\", \"destination\": \"%s\"}"
            .formatted(objects.url("/o"), root.resolve("f"));
    return MAPPER.readTree(node.send("POST", "/v1/downloads", body).body());
  }

  /** Only the head is waited for: events have no end. */
  private int status(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(node.url(path))
            .method(method, HttpRequest.BodyPublishers.ofString("{}"))
            .header("Authorization", node.authorization())
            .build();
    HttpResponse<InputStream> answer =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    answer.body().close();
    return answer.statusCode();
  }

  @Test
  public void everyCallIsAnsweredAsDescribed() throws Exception {
    String id = submit().get("id").asText();
    int calls = 0;
    for (Iterator<Map.Entry<String, JsonNode>> paths = document.get("paths").fields();
        paths.hasNext(); ) {
      Map.Entry<String, JsonNode> path = paths.next();
      for (String method : names(path.getValue())) {
        if (method.equals("parameters")) {
          continue;
        }
        int status = status(method.toUpperCase(Locale.ROOT), path.getKey().replace("{id}", id));
        String what = method + " " + path.getKey() + " answers " + status;
        assertTrue(what, status != 404 && status != 405);
        JsonNode described = path.getValue().get(method).get("responses");
        assertTrue(what + ", not " + names(described), described.has(String.valueOf(status)));
        calls++;
      }
    }
    assertTrue(calls > 20);
    assertEquals(405, status("PATCH", "/v1/downloads"));
    assertEquals(404, status("GET", "/v1/nothing"));
  }

  @Test
  public void whatASubmitIsAnsweredIsDescribed() throws Exception {
    // What is under way stays so.
    objects.fault(When.any(), Fault.stallBeforeHead());
    for (String path : List.of("/v1/downloads", "/v1/jobs")) {
      JsonNode described = document.get("paths").get(path).get("post").get("responses");
      for (Map.Entry<Integer, String> row :
          List.of(Map.entry(202, "/o/"), Map.entry(200, "/o/"), Map.entry(409, "/other/"))) {
        String body =
            "{\"source\": \"%s\", \"destination\": \"%s\"}"
                .formatted(
                    objects.url(row.getValue()),
                    root.resolve(path.substring("/v1/".length())).resolve("it"));
        HttpResponse<String> answer = node.send("POST", path, body);
        assertEquals(path + answer.body(), (int) row.getKey(), answer.statusCode());
        assertTrue(names(described).toString(), described.has(row.getKey().toString()));
      }
    }
  }

  @Test
  public void theDocumentHoldsTogether() {
    for (JsonNode ref : document.findValues("$ref")) {
      String pointer = ref.asText().substring(1);
      assertFalse(ref.asText(), document.at(pointer).isMissingNode());
    }
    Set<String> ids = new HashSet<>();
    for (JsonNode id : document.findValues("operationId")) {
      assertTrue(id.asText(), ids.add(id.asText()));
    }
    for (String path : names(document.get("paths"))) {
      boolean declared =
          document
              .get("paths")
              .get(path)
              .path("parameters")
              .findValuesAsText("name")
              .contains("id");
      assertEquals(path, path.contains("{id}"), declared);
    }
    assertEquals("3.1.0", document.get("openapi").asText());
  }

  @Test
  public void answersHaveTheFieldsThatAreDescribed() throws Exception {
    assertEquals(names(schema("Submission").get("properties")), names(submit()));
    for (Map.Entry<String, String> row :
        Map.of("/v1/cluster", "Cluster", "/v1/limits", "Limits", "/alive", "Health").entrySet()) {
      JsonNode answer = MAPPER.readTree(node.send("GET", row.getKey(), "").body());
      assertEquals(row.getKey(), names(schema(row.getValue()).get("properties")), names(answer));
    }
    JsonNode page = MAPPER.readTree(node.send("GET", "/v1/downloads", "").body());
    assertEquals(Set.of("downloads", "next"), names(page));
    JsonNode problem = MAPPER.readTree(node.send("GET", "/v1/downloads/none", "").body());
    Set<String> described = names(schema("Problem").get("properties"));
    assertTrue(problem.toString(), described.containsAll(names(problem)));
    schema("Problem").get("required").forEach(name -> assertTrue(problem.has(name.asText())));
  }

  @Test
  public void fieldsThatAreDescribedAreUnderstood() throws Exception {
    understood("/v1/downloads", "NewDownload", "");
    understood("/v1/downloads", "DownloadOptions", "options");
    understood("/v1/downloads", "SourceOptions", "sourceOptions");
    understood("/v1/jobs", "NewJob", "");
    understood("/v1/jobs", "JobOptions", "options");
    understood("/v1/jobs", "Filter", "filter");
    understood("/v1/downloads/" + submit().get("id").asText(), "AllowanceChange", "");
  }

  /** What is of the wrong type is refused as such, and not as an unknown field. */
  private void understood(String path, String schema, String below) throws Exception {
    JsonNode properties = schema(schema).get("properties");
    for (String name : names(properties)) {
      String field = below.isEmpty() ? name : below + "." + name;
      String said = refusal(path, below, "\"%s\": [[]]".formatted(name));
      assertTrue(said, said.contains(field + ":") && !said.contains("no such field"));
      JsonNode words = properties.get(name).get("enum");
      if (words != null) {
        Set<String> known = new TreeSet<>();
        words.forEach(word -> known.add(word.asText()));
        String none = refusal(path, below, "\"%s\": \"none-of-them\"".formatted(name));
        String list = none.replaceFirst("(?s).*is none of \\[(.*?)].*", "$1");
        assertEquals(none, known, new TreeSet<>(List.of(list.split(", "))));
      }
    }
    String said = refusal(path, below, "\"noSuchField\": 1");
    assertTrue(said, said.contains("noSuchField") && said.contains("no such field"));
  }

  private String refusal(String path, String below, String field) throws Exception {
    String inner = below.isEmpty() ? field : "\"%s\": {%s}".formatted(below, field);
    String usual = "";
    boolean anew = !path.startsWith("/v1/downloads/");
    for (String required : anew ? List.of("source", "destination") : List.<String>of()) {
      if (!field.startsWith("\"" + required + "\"")) {
        String value = required.equals("source") ? "http://h/x/" : root.resolve("x").toString();
        usual += "\"%s\": \"%s\", ".formatted(required, value);
      }
    }
    HttpResponse<String> answer = node.send("POST", path, "{" + usual + inner + "}");
    assertEquals(answer.body(), 400, answer.statusCode());
    return MAPPER.readTree(answer.body()).get("detail").asText();
  }
}
