package io.tributary.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/**
 * A serving node of one machine, as config/local.conf starts it, and the verbs that speak to it.
 */
public final class NodeEndToEndTest extends JUnitSuite {
  private static final Pattern UP = Pattern.compile("is up at .*, its API at (http://\\S+)");
  private static final Path LOCAL = Path.of("../../config/local.conf").toAbsolutePath().normalize();
  private static final Content CONTENT = Content.synthetic(11, 5_000_000);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ObjectServer objects = ObjectServer.start();
  private Path root;
  private Process node;
  private String api;

  @Before
  public void start() throws IOException {
    objects.put("/object", CONTENT);
    root = folder.getRoot().toPath().toRealPath();
    Path config = root.resolve("node.conf");
    Files.writeString(config, "include file(\"" + LOCAL + "\")\ntributary.http.port = 0\n");
    node = new Launcher(root).start(List.of("node", "--config", config.toString()));
    BufferedReader said =
        new BufferedReader(new InputStreamReader(node.getErrorStream(), StandardCharsets.UTF_8));
    StringBuilder all = new StringBuilder();
    while (api == null) {
      String line = said.readLine();
      assertTrue("the node ended: " + all, line != null);
      all.append(line).append('\n');
      Matcher up = UP.matcher(line);
      api = up.find() ? up.group(1) : null;
    }
  }

  @After
  public void stop() {
    objects.close();
    node.destroyForcibly();
  }

  private Path token() {
    return root.resolve("home/.local/share/tributary/token");
  }

  private Launcher tributary() {
    return new Launcher(root)
        .with("TRIBUTARY_SERVER", api)
        .with("TRIBUTARY_TOKEN_FILE", token().toString());
  }

  private static JsonNode json(Outcome outcome) throws IOException {
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    return new ObjectMapper().readTree(outcome.out());
  }

  @Test
  public void whatIsSubmittedAppearsAndIsListed() throws Exception {
    Path file = root.resolve("file");
    String submit = "submit --json --watch " + objects.url("/object") + " " + file;
    JsonNode done = json(tributary().run(submit));
    assertEquals("completed", done.get("state").asText());
    assertArrayEquals(CONTENT.toByteArray(), Files.readAllBytes(file));
    JsonNode listed = json(tributary().run("list --json --state completed")).get("downloads");
    assertEquals(1, listed.size());
    String id = listed.get(0).get("id").asText();
    assertEquals(id, json(tributary().run("show --json " + id)).get("id").asText());
    assertEquals(0, tributary().run("watch " + id).exitCode());
    assertEquals(2, tributary().run("pause " + id).exitCode());
    assertEquals(3, tributary().run("show nobody").exitCode());
    JsonNode nodes = json(tributary().run("cluster --json")).get("nodes");
    assertEquals("up", nodes.get(0).get("status").asText());
  }

  @Test
  public void anotherTokenIsRefusedAndTheTokenFileIsForItsOwnerOnly() throws Exception {
    assertEquals(
        "rw-------",
        java.nio.file.attribute.PosixFilePermissions.toString(
            Files.getPosixFilePermissions(token())));
    Path other = Files.writeString(root.resolve("other"), "0123456789abcdef0123456789abcdef");
    Outcome refused = tributary().with("TRIBUTARY_TOKEN_FILE", other.toString()).run("list");
    assertEquals(refused.toString(), 4, refused.exitCode());
    HttpResponse<String> ready =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(api + "/ready")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(Set.of(200), Set.of(ready.statusCode()));
  }

  @Test
  public void aSignalLetsItLeaveWithCodeZero() throws Exception {
    node.destroy();
    assertTrue(node.waitFor(15, TimeUnit.SECONDS));
    assertEquals(0, node.exitValue());
    Outcome outcome = tributary().run("list");
    assertEquals(outcome.toString(), 7, outcome.exitCode());
  }
}
