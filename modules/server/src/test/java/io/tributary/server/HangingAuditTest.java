package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.server.audit.Fifo;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** What a node does while the disk of its audit log hangs. */
public final class HangingAuditTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private Path log;
  private int refusedByChance;
  private RunningNode node;

  @Before
  public void start() throws Exception {
    Path root = folder.getRoot().toPath().toRealPath();
    log = root.resolve("audit.jsonl");
    node =
        RunningNode.start(
            root, "tributary.http { audit-file = \"%s\", audit-timeout = 2s }".formatted(log));
  }

  @After
  public void stop() {
    node.close();
  }

  private HttpResponse<String> choose(int connections) throws Exception {
    return node.send("PUT", "/v1/limits", "{\"connections\": %d}".formatted(connections));
  }

  /** Where nothing hangs: also a machine that is too busy to write within two seconds refuses. */
  private HttpResponse<String> chooseInTheEnd(int connections) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    HttpResponse<String> answer = choose(connections);
    while (answer.statusCode() == 503 && System.nanoTime() < end) {
      refusedByChance++;
      answer = choose(connections);
    }
    return answer;
  }

  private int chosen() throws Exception {
    return json(node.send("GET", "/v1/limits", "").body()).at("/chosen/connections").asInt();
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  @Test
  public void nothingIsChangedThatCannotBeWrittenDown() throws Exception {
    assertEquals(200, chooseInTheEnd(7).statusCode());
    try (Fifo disk = Fifo.at(log)) {
      // Nobody knows yet that the disk hangs: what was done is said, if later.
      assertEquals(200, chooseInTheEnd(8).statusCode());
      HttpResponse<String> refused = choose(9);
      assertEquals(refused.body(), 503, refused.statusCode());
      assertEquals("state-unusable", json(refused.body()).get("kind").asText());
      String said = json(refused.body()).get("detail").asText();
      assertTrue(said, said.contains("audit log") && said.contains("nothing was changed"));
      assertEquals("1", refused.headers().firstValue("Retry-After").get());
      assertEquals("what is only looked at needs no line", 8, chosen());
      assertEquals(401, node.send("GET", "/v1/cluster", "", "Bearer wrong").statusCode());

      JsonNode line = json(disk.read());
      assertEquals(line.toString(), 8, line.at("/chosen/connections").asInt());
      JsonNode turnedAway = json(disk.read());
      assertEquals(401, turnedAway.get("status").asInt());
      assertEquals(
          "the change that was not made",
          1 + refusedByChance,
          turnedAway.at("/refusalsLeftOut").asInt());
      HttpResponse<String> again = chooseInTheEnd(10);
      assertEquals(again.body(), 200, again.statusCode());
      assertEquals(10, json(disk.read()).at("/chosen/connections").asInt());
    }
  }
}
