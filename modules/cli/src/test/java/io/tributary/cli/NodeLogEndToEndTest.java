package io.tributary.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.network.FreePorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** What a node writes to standard error: lines for programs, and nothing that is secret. */
public final class NodeLogEndToEndTest extends JUnitSuite {
  private static final Path LOCAL = Path.of("../../config/local.conf").toAbsolutePath().normalize();
  private static final String SECRET = "n0t-to-be-s33n";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ObjectServer objects = ObjectServer.start();
  private Path root;
  private Path config;
  private int port;
  private Launcher tributary;

  @Before
  public void configure() throws IOException {
    root = folder.getRoot().toPath().toRealPath();
    port = FreePorts.onLoopback();
    config =
        Files.writeString(
            root.resolve("node.conf"),
            "include file(\"%s\")\ntributary { node.name = one, http { port = %d, audit-file = \"\" } }\n"
                .formatted(LOCAL, port));
    tributary =
        new Launcher(root)
            .with("TRIBUTARY_SERVER", "http://127.0.0.1:" + port)
            .with("TRIBUTARY_TOKEN_FILE", root + "/home/.local/share/tributary/token");
  }

  @After
  public void close() {
    objects.close();
  }

  private static List<JsonNode> lines(String log) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : log.lines().toList()) {
      JsonNode json = new ObjectMapper().readTree(line);
      for (String field : List.of("time", "level", "logger", "message")) {
        assertTrue(line, json.path(field).isTextual());
      }
      lines.add(json);
    }
    return lines;
  }

  /** All that is done here is done with secrets, as far as it lets itself be. */
  private String work() throws IOException {
    objects.put("/object", Content.synthetic(1, 3_000_000));
    Outcome done =
        tributary.run("submit --json --watch " + objects.url("/object") + " " + root + "/file");
    assertEquals(done.toString(), 0, done.exitCode());
    assertEquals(3, submit("", "/none", ""));
    assertEquals(2, submit("", "/object", "?Signature=" + SECRET));
    assertEquals(2, submit("user:" + SECRET + "@", "/object", ""));
    Path wrong = Files.writeString(root.resolve("wrong"), SECRET + "-token");
    assertEquals(4, tributary.run("list --token-file " + wrong).exitCode());
    return new ObjectMapper().readTree(done.out()).get("id").asText();
  }

  private int submit(String user, String path, String query) {
    String url = objects.url(path).toString().replace("http://", "http://" + user) + query;
    return tributary.run("submit --watch " + url + " " + root + "/other").exitCode();
  }

  @Test
  public void eachLineIsAnObjectWithItsIdsAndNoSecret() throws Exception {
    Process node =
        tributary.start(
            List.of("node", "-v", "--log-format", "json", "--config", config.toString()));
    var err = Launcher.read(node.getErrorStream());
    try {
      assertEquals(0, tributary.run("ready --wait 60s").exitCode());
      String id = work();
      // The process's own would close the stream.
      node.toHandle().destroy();
      assertEquals(0, Launcher.exitCode(node));
      String log = new String(Launcher.said(err), StandardCharsets.UTF_8);
      List<JsonNode> lines = lines(log);
      assertTrue(log, lines.stream().allMatch(line -> line.path("node").asText().equals("one")));
      List<String> ofDownload = new ArrayList<>();
      lines.stream()
          .filter(line -> line.path("download").asText().equals(id))
          // A request that was late and tried again is a warning between them.
          .filter(line -> line.path("level").asText().equals("INFO"))
          .forEach(line -> ofDownload.add(line.get("message").asText()));
      assertEquals(log, 2, ofDownload.size());
      assertTrue(log, ofDownload.get(0).contains("is under way"));
      assertEquals("It is done, 3000000 bytes", ofDownload.get(1));
      assertTrue(log, lines.stream().anyMatch(NodeLogEndToEndTest::isFailure));
      assertTrue(
          log,
          lines.stream().anyMatch(line -> line.get("logger").asText().equals("tributary.audit")));
      String token = Files.readString(root.resolve("home/.local/share/tributary/token")).strip();
      assertFalse(log, log.contains(SECRET) || log.contains(token));
    } finally {
      node.destroyForcibly();
    }
  }

  private static boolean isFailure(JsonNode line) {
    return line.get("level").asText().equals("WARN")
        && line.has("download")
        && line.get("message").asText().startsWith("It has failed: ");
  }

  @Test
  public void whyItDoesNotStartIsAnObjectToo() throws IOException {
    Files.writeString(
        config, "\ntributary.http.max-body = 1\n", java.nio.file.StandardOpenOption.APPEND);
    for (String quiet : List.of("", "--quiet ")) {
      Outcome outcome = tributary.run("node " + quiet + "--log-format json --config " + config);
      assertEquals(outcome.toString(), 2, outcome.exitCode());
      List<JsonNode> lines = lines(outcome.err());
      assertEquals(outcome.err(), 1, lines.size());
      assertEquals("ERROR", lines.get(0).get("level").asText());
      assertTrue(outcome.err(), outcome.err().contains("tributary.http.max-body: 1 is not within"));
    }
  }
}
