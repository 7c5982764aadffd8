package io.tributary.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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
  private static final Content CONTENT = Content.synthetic(11, 5_000_000);
  private static final long PATIENCE_SECONDS = 90;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ObjectServer objects = ObjectServer.start();
  private Path root;
  private ServedNode node;

  @Before
  public void start() throws IOException {
    objects.put("/object", CONTENT);
    root = folder.getRoot().toPath().toRealPath();
    node = ServedNode.start(root, "");
  }

  @After
  public void stop() {
    objects.close();
    node.close();
  }

  private Launcher tributary() {
    return node.tributary();
  }

  private static JsonNode json(Outcome outcome) throws IOException {
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    return new ObjectMapper().readTree(outcome.out());
  }

  /** Looks until it is as wanted, which it has to be before it ends. */
  private JsonNode await(String id, Predicate<JsonNode> wanted) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    JsonNode shown = json(tributary().run("show --json " + id));
    while (!wanted.test(shown)) {
      assertFalse("it has ended: " + shown, shown.get("endedAt").isTextual());
      assertTrue("waited in vain: " + shown, System.nanoTime() < deadline);
      shown = json(tributary().run("show --json " + id));
    }
    return shown;
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
  public void whoLooksAtARunningDownloadSeesTheNodesAndTheirSpeeds() throws Exception {
    objects.put("/slow", Content.synthetic(12, 30_000_000));
    // A range counts when it is whole, which these are soon; all of them take five minutes.
    String slowly = "submit --json --lanes 2 --part-size 100KiB --limit-rate 100KB/s ";
    String submit = slowly + objects.url("/slow") + " " + root.resolve("slow");
    String id = json(tributary().run(submit)).get("id").asText();
    JsonNode written = await(id, shown -> shown.at("/status/nodes/0/writtenBytes").asLong() > 0);
    assertEquals(30_000_000, written.at("/status/sizeBytes").asLong());

    String shown = tributary().run("show " + id).out();
    assertTrue(
        shown,
        Pattern.compile("status +fetching, \\S+ .*B/s, coordinated by").matcher(shown).find());
    assertTrue(
        shown, Pattern.compile("\\d+ +[0-9.]+ .*B/s +[0-9.]+ .*B +100 % ").matcher(shown).find());
    tributary().run("cancel " + id);
    assertEquals(130, tributary().run("watch " + id).exitCode());
  }

  @Test
  public void limitsAreShownChangedOneByOneAndTakenBack() throws Exception {
    assertEquals(0, json(tributary().run("limits --json")).at("/cluster/connections").asInt());
    json(tributary().run("limits --json --bytes 20MB/s --requests 12.5"));
    JsonNode limits = json(tributary().run("limits --json --connections 64"));
    assertEquals(64, limits.at("/cluster/connections").asInt());
    assertEquals(12.5, limits.at("/cluster/requestsPerSecond").asDouble(), 0);
    assertEquals(20_000_000, limits.at("/cluster/bytesPerSecond").asLong());
    String shown = tributary().run("limits --requests configured").out();
    assertTrue(shown, Pattern.compile("this node +64 +- +19.1 MiB/s").matcher(shown).find());
    for (String wrong : List.of("--bytes fast", "--connections 1.5", "--requests -1")) {
      assertEquals(wrong, 2, tributary().run("limits " + wrong).exitCode());
    }
    String submit = "submit --json --watch --priority high --limit-requests 100 ";
    String done = submit + objects.url("/object") + " " + root.resolve("governed");
    assertEquals("completed", json(tributary().run(done)).get("state").asText());
  }

  @Test
  public void whatADownloadMayUseIsChangedWhileItRuns() throws Exception {
    objects.put("/changed", Content.synthetic(13, 30_000_000));
    String submit = "submit --json --limit-rate 100KB/s --priority low ";
    String id =
        json(tributary().run(submit + objects.url("/changed") + " " + root.resolve("changed")))
            .get("id")
            .asText();
    String listed = tributary().run("list").out();
    assertTrue(listed, listed.contains("(low priority)"));
    JsonNode changed = json(tributary().run("change --json --priority high " + id));
    assertEquals("high", changed.get("priority").asText());
    assertEquals(100_000, changed.get("limitRate").asLong());
    Outcome lifted =
        tributary()
            .with("TRIBUTARY_PRIORITY", "low")
            .run("change --limit-rate 0 --limit-requests 900 " + id);
    assertTrue(lifted.out(), lifted.out().contains("(high priority)"));
    assertEquals(0, tributary().run("watch " + id).exitCode());

    Outcome ofJobs = tributary().run("change --requests 5 " + id);
    assertEquals(2, ofJobs.exitCode());
    assertEquals(2, tributary().run("change --priority low " + id).exitCode());
    assertEquals(2, tributary().run("change " + id).exitCode());
    assertEquals(2, tributary().run("change --priority urgent " + id).exitCode());
    assertEquals(3, tributary().run("change --priority low nobody").exitCode());
  }

  @Test
  public void whoWatchesAJobThatFailedInPartHearsOfIt() throws Exception {
    Path manifest = root.resolve("manifest");
    Files.writeString(manifest, objects.url("/object") + "\n" + objects.url("/none") + "\n");
    String submit = "submit --json --manifest " + manifest + " " + root.resolve("tree");
    String id = json(tributary().run(submit)).get("id").asText();

    Outcome watched = tributary().run("watch " + id);
    assertEquals(watched.toString(), 1, watched.exitCode());
    assertTrue(watched.toString(), watched.err().contains("/none"));
    assertEquals("again, though it is over", 1, tributary().run("watch " + id).exitCode());
    JsonNode shown = json(tributary().run("show --json " + id));
    assertEquals("completed", shown.get("state").asText());
    assertEquals(1, shown.at("/result/fetched").asInt());
    assertEquals(1, shown.at("/result/failed").asInt());
    Files.writeString(manifest, objects.url("/object") + "\n");
    assertEquals(0, tributary().run(submit + "2 --watch").exitCode());
  }

  @Test
  public void whatWaitsForANodeThatIsNotThereSaysSo() throws Exception {
    String submit = "submit --json " + objects.url("/object") + " file://node-9/data/file";
    String id = json(tributary().run(submit)).get("id").asText();
    JsonNode shown = await(id, now -> now.get("error").isObject());
    assertEquals("waiting", shown.get("state").asText());
    assertEquals("home-away", shown.get("error").get("kind").asText());
    String why = "no node of that name is in the cluster, there is ";
    for (String verb : List.of("show " + id, "list")) {
      Outcome outcome = tributary().run(verb);
      assertTrue(outcome.toString(), outcome.out().contains("node-9: " + why));
    }
    assertEquals(0, tributary().run("cancel " + id).exitCode());
  }

  @Test
  public void anotherTokenIsRefusedAndTheTokenFileIsForItsOwnerOnly() throws Exception {
    assertEquals(
        "rw-------",
        java.nio.file.attribute.PosixFilePermissions.toString(
            Files.getPosixFilePermissions(node.token())));
    Path other = Files.writeString(root.resolve("other"), "0123456789abcdef0123456789abcdef");
    Outcome refused = tributary().with("TRIBUTARY_TOKEN_FILE", other.toString()).run("list");
    assertEquals(refused.toString(), 4, refused.exitCode());
    HttpResponse<String> ready =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(node.api() + "/ready")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(Set.of(200), Set.of(ready.statusCode()));
  }

  @Test
  public void aSignalLetsItLeaveWithCodeZero() throws Exception {
    node.process().destroy();
    assertEquals(0, Launcher.exitCode(node.process()));
    Outcome outcome = tributary().run("list");
    assertEquals(outcome.toString(), 7, outcome.exitCode());
  }
}
