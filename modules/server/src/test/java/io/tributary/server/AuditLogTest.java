package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.core.failure.TributaryException;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** What a node writes down of who asked it for what. */
public final class AuditLogTest extends JUnitSuite {
  private static final String READER = "readers-token-0123456789";
  private static final String WRITER = "writers-token-0123456789";
  private static final String ALICE = "Bearer " + WRITER;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ObjectServer objects = ObjectServer.start();
  private Path root;
  private Path log;
  private RunningNode node;

  @Before
  public void start() throws Exception {
    root = folder.getRoot().toPath().toRealPath();
    log = root.resolve("audit.jsonl");
    Path tokens = Files.createFile(root.resolve("tokens"));
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(tokens, "graph read " + READER + "\nalice write " + WRITER + "\n");
    node =
        RunningNode.start(
            root,
            "tributary.http { tokens-file = \"%s\", audit-file = \"%s\" }".formatted(tokens, log));
  }

  @After
  public void stop() {
    node.close();
    objects.close();
  }

  private List<JsonNode> lines() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    return Files.readAllLines(log).stream()
        .map(
            line -> {
              try {
                return mapper.readTree(line);
              } catch (IOException e) {
                throw new AssertionError(line, e);
              }
            })
        .toList();
  }

  private JsonNode last() throws IOException {
    List<JsonNode> lines = lines();
    return lines.get(lines.size() - 1);
  }

  private static void holds(JsonNode line, String... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String pointer = "/" + namesAndValues[i];
      assertEquals(pointer + " of " + line, namesAndValues[i + 1], line.at(pointer).asText());
    }
  }

  @Test
  public void aChangeIsWrittenBeforeItIsAnswered() throws Exception {
    objects.put("/o", Content.synthetic(1, 1000));
    String source = objects.url("/o").toString();
    String body =
        "{\"source\": \"%s\", \"destination\": \"%s\"}".formatted(source, root.resolve("f"));
    HttpResponse<String> answer = node.send("POST", "/v1/downloads", body, ALICE);
    String id = new ObjectMapper().readTree(answer.body()).get("id").asText();
    holds(last(), "who", "alice", "method", "POST", "path", "/v1/downloads", "outcome", "done");
    holds(last(), "id", id, "source", source, "destination", root.resolve("f").toString());
    holds(last(), "status", "202", "node", "one");
    assertTrue(last().toString(), last().get("from").asText().matches("127\\.0\\.0\\.1:[0-9]+"));
    node.send("DELETE", "/v1/downloads/" + id, "", node.authorization());
    holds(last(), "who", "token", "method", "DELETE", "path", "/v1/downloads/" + id);
    node.send("PUT", "/v1/limits", "{\"connections\": 7}", ALICE);
    holds(last(), "path", "/v1/limits", "chosen/connections", "7");
    assertEquals(3, lines().size());
  }

  @Test
  public void whoIsTurnedAwayIsWrittenDownToo() throws Exception {
    node.send("GET", "/v1/downloads", "", "Bearer wrong-token-0123456789");
    holds(last(), "who", "null", "status", "401", "outcome", "refused", "method", "GET");
    node.send("POST", "/v1/jobs", "{}", "Bearer " + READER);
    holds(last(), "who", "graph", "status", "403", "error/kind", "access-denied");
    String body = "{\"source\": \"http://h/x?Signature=secret\", \"destination\": \"/x\"}";
    node.send("POST", "/v1/downloads", body, ALICE);
    holds(last(), "who", "alice", "status", "400", "error/operation", "submit");
    node.send("POST", "/v1/downloads", " ".repeat(300_000), ALICE);
    holds(last(), "who", "alice", "status", "413");
    node.send("POST", "/v1/downloads/none/pause", "", ALICE);
    holds(last(), "status", "404", "path", "/v1/downloads/none/pause");
    assertEquals(5, lines().size());
  }

  @Test
  public void whatIsOnlyLookedAtIsNotWrittenDown() throws Exception {
    for (String path : List.of("/v1/downloads", "/v1/cluster", "/alive", "/", "/v1/nothing")) {
      node.send("GET", path, "", ALICE);
    }
    assertEquals(List.of(), lines());
  }

  @Test
  public void noSecretIsInIt() throws Exception {
    node.send("POST", "/v1/downloads?token=" + WRITER, "{}", ALICE);
    node.send("GET", "/v1/downloads?token=" + WRITER, "", "Bearer stolen-token-0123456789");
    String body =
        "{\"source\": \"https://me:s3cret-word@h/x?Signature=s3cret-word\", \"destination\": \"/x\"}";
    node.send("POST", "/v1/downloads", body, ALICE);
    node.send("POST", "/v1/downloads", "{\"token\": \"s3cret-word\"}", ALICE);
    String text = Files.readString(log);
    assertEquals(text, 4, text.lines().count());
    for (String secret : List.of(WRITER, READER, "stolen-token", "s3cret-word", "Signature=s")) {
      assertFalse(text, text.contains(secret));
    }
  }

  @Test
  public void itIsForItsOwnerAndMayBeMovedAwayAtAnyTime() throws Exception {
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log)));
    node.send("POST", "/v1/downloads/one/pause", "", ALICE);
    Path moved = root.resolve("audit.jsonl.1");
    Files.move(log, moved);
    node.send("POST", "/v1/downloads/two/pause", "", ALICE);
    holds(last(), "path", "/v1/downloads/two/pause");
    assertEquals(1, lines().size());
    assertEquals(1, Files.readAllLines(moved).size());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log)));
  }

  @Test
  public void aDiskThatIsFullStopsNoWork() throws Exception {
    Path other = folder.newFolder("full").toPath();
    try (RunningNode full = RunningNode.start(other, "tributary.http.audit-file = \"/dev/full\"")) {
      assertEquals(200, full.send("PUT", "/v1/limits", "{\"connections\": 7}").statusCode());
    }
  }

  @Test
  public void whereItCannotBeWrittenNoNodeStarts() throws Exception {
    Path other = folder.newFolder("other").toPath();
    Path file = RunningNode.file(other, "tributary.http.audit-file = \"/nowhere/audit\"");
    String said =
        Assert.assertThrows(TributaryException.class, () -> ClusterNode.start(file, waiting -> {}))
            .failure()
            .oneLine();
    assertTrue(said, said.contains("/nowhere/audit") && said.contains("audit-file"));
  }
}
