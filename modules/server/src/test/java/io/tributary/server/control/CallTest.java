package io.tributary.server.control;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What can be called, by which paths, and that the OpenAPI document says just that. */
public final class CallTest extends JUnitSuite {
  /** Answered before anybody is asked for a token. */
  private static final List<String> HEALTH = List.of("GET /alive", "GET /ready");

  @Test
  public void theDocumentDescribesEveryCallAndNothingElse() throws Exception {
    JsonNode paths =
        new ObjectMapper()
            .readTree(CallTest.class.getResourceAsStream("openapi.json"))
            .get("paths");
    Set<String> described = new TreeSet<>();
    paths
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (!method.equals("parameters")) {
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    Set<String> there = new TreeSet<>(HEALTH);
    for (Call call : Call.values()) {
      call.paths().forEach(path -> there.add(call.method() + " " + path));
    }
    assertEquals(there, described);
  }

  @Test
  public void aCallIsFoundByMethodAndPath() {
    for (Call call : Call.values()) {
      for (String path : call.paths()) {
        Optional<Call.Made> made = Call.of(call.method(), path.replace("{id}", "d-1"));
        assertEquals(path, call, made.orElseThrow().call());
        if (path.contains("{id}")) {
          assertEquals("d-1", made.get().id());
        }
      }
    }
    assertEquals("jobs", Call.of("POST", "/v1/jobs").orElseThrow().collection());
  }

  @Test
  public void whatIsNoCallIsNotFound() {
    for (String path :
        List.of(
            "",
            "/",
            "/v1",
            "/v1/",
            "/v1/downloads/",
            "/v1/downloads/d/pause/",
            "/v1/downloads/d/destroy",
            "/v2/downloads",
            "/v1/downloads/d/pause/x/y/z/and/many/more/segments",
            "//v1/downloads",
            "/V1/downloads",
            "/metrics/")) {
      assertTrue(path, Call.of("GET", path).isEmpty() && Call.methods(path).isEmpty());
    }
    assertTrue(Call.of("PATCH", "/v1/downloads").isEmpty());
    assertEquals(Set.of("GET", "POST"), Call.methods("/v1/downloads"));
    assertEquals(Set.of("GET", "DELETE", "PATCH", "POST"), Call.methods("/v1/jobs/x"));
  }
}
