package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.typed.ActorSystem;
import akka.cluster.Cluster;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.engine.observe.NodeObserver;
import io.tributary.engine.observe.Observation;
import io.tributary.server.settings.AkkaSettings;
import io.tributary.server.settings.NodeFile;
import io.tributary.server.settings.NodeSettings;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** What Prometheus reads of a node. */
public final class MetricsTest extends JUnitSuite {
  private static final long SIZE = 30_000_000;
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final Path DASHBOARD = Path.of("../../config/grafana/tributary.json");
  private static final Pattern NAME = Pattern.compile("\\b(tributary|jvm|process)_[a-z0-9_]+");
  private static final Pattern LABEL = Pattern.compile("by \\(([a-z]+)\\)|[{,] ?([a-z]+)=");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ObjectServer objects = ObjectServer.start();
  private Path root;
  private RunningNode node;

  @Before
  public void start() throws Exception {
    root = folder.getRoot().toPath().toRealPath();
    node = RunningNode.start(root, "");
  }

  @After
  public void stop() {
    node.close();
    objects.close();
  }

  private String scrape() throws Exception {
    HttpResponse<String> answer = node.send("GET", "/metrics", "");
    assertEquals(answer.body(), 200, answer.statusCode());
    assertTrue(answer.headers().firstValue("Content-Type").get().startsWith("text/plain"));
    return answer.body();
  }

  /** The value of the sample that begins so. */
  private static double value(String scrape, String sample) {
    List<String> found =
        scrape.lines().filter(line -> line.startsWith(sample + " ")).collect(Collectors.toList());
    assertEquals(sample + " in\n" + scrape, 1, found.size());
    return Double.parseDouble(found.get(0).substring(sample.length() + 1));
  }

  private double value(String sample) throws Exception {
    return value(scrape(), sample);
  }

  private void await(String sample, double wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE_NANOS;
    for (double now = value(sample); now != wanted; now = value(sample)) {
      assertTrue(sample + " is " + now, System.nanoTime() < end);
    }
  }

  private JsonNode download(String path, String more) throws Exception {
    String body =
        "{\"source\": \"%s\", \"destination\": \"%s\"%s}"
            .formatted(objects.url(path), root.resolve(path.substring(1)), more);
    return node.ended(json(node.send("POST", "/v1/downloads", body)).get("id").asText());
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return new ObjectMapper().readTree(answer.body());
  }

  @Test
  public void aDownloadIsCounted() throws Exception {
    objects.put("/o", Content.synthetic(1, SIZE));
    assertEquals(0, value("tributary_fetched_bytes_total"), 0);
    assertEquals("completed", download("/o", "").get("state").asText());
    String scrape = scrape();
    assertEquals(SIZE, value(scrape, "tributary_fetched_bytes_total"), 0);
    assertTrue(value(scrape, "tributary_requests_seconds_count{outcome=\"ok\"}") >= 1);
    assertTrue(value(scrape, "tributary_requests_seconds_sum{outcome=\"ok\"}") > 0);
    assertTrue(value(scrape, "tributary_journal_write_seconds_count{outcome=\"ok\"}") >= 3);
    assertEquals(0, value(scrape, "tributary_journal_write_seconds_count{outcome=\"failed\"}"), 0);
    assertTrue(value(scrape, "tributary_flush_seconds_count{outcome=\"ok\"}") >= 1);
    assertTrue(
        scrape,
        scrape.contains("tributary_api_requests_seconds_count{method=\"POST\",status=\"202\"} 1"));
    assertTrue(
        value(scrape, "tributary_api_requests_seconds_sum{method=\"POST\",status=\"202\"}") > 0);
    assertEquals(1, value(scrape, "tributary_cluster_members{reachable=\"true\"}"), 0);
    assertEquals(0, value(scrape, "tributary_verification_failures_total"), 0);
    await("tributary_submissions{state=\"completed\"}", 1);
  }

  @Test
  public void lanesAreThereWhileTheyWork() throws Exception {
    objects.put("/slow", Content.synthetic(1, 10 * SIZE));
    String body =
        "{\"source\": \"%s\", \"destination\": \"%s\", \"options\": {\"limitRate\": \"2MB/s\", \"lanes\": 3}}"
            .formatted(objects.url("/slow"), root.resolve("slow"));
    String id = json(node.send("POST", "/v1/downloads", body)).get("id").asText();
    await("tributary_lanes", 3);
    assertTrue(value("tributary_requests_under_way") >= 1);
    node.send("POST", "/v1/downloads/" + id + "/cancel", "");
    await("tributary_lanes", 0);
  }

  @Test
  public void whatFailsAndIsTriedAgainIsCountedByItsCause() throws Exception {
    objects.put("/o", Content.synthetic(1, SIZE));
    objects.fault(When.any().method("GET").path("/o").once(), Fault.status(500));
    assertEquals(
        "completed", download("/o", ", \"options\": {\"lanes\": 2}").get("state").asText());
    assertTrue(value("tributary_requests_seconds_count{outcome=\"network\"}") >= 1);
    assertTrue(value("tributary_retries_total{cause=\"network\"}") >= 1);
  }

  @Test
  public void aServerThatAsksForFewerRequestsIsSeen() throws Exception {
    objects.put("/o", Content.synthetic(1, SIZE));
    objects.fault(When.any().method("GET").path("/o").once(), Fault.status(429));
    assertEquals(
        "completed", download("/o", ", \"options\": {\"lanes\": 2}").get("state").asText());
    String scrape = scrape();
    assertTrue(value(scrape, "tributary_requests_seconds_count{outcome=\"throttled\"}") >= 1);
  }

  @Test
  public void whatDoesNotVerifyIsCounted() throws Exception {
    objects.put("/o", Content.synthetic(1, SIZE));
    JsonNode shown =
        download("/o", ", \"options\": {\"checksum\": \"sha256:%s\"}".formatted("0".repeat(64)));
    assertEquals("integrity", shown.at("/error/kind").asText());
    assertTrue(value("tributary_verification_failures_total") >= 1);
  }

  @Test
  public void aTokenIsNeededUnlessTheConfigurationSaysOtherwise() throws Exception {
    assertEquals(401, node.send("GET", "/metrics", "", "").statusCode());
    assertEquals(405, node.send("POST", "/metrics", "").statusCode());
    Path other = folder.newFolder("open").toPath();
    try (RunningNode open = RunningNode.start(other, "tributary.http.open-metrics = on")) {
      assertEquals(200, open.send("GET", "/metrics", "", "").statusCode());
      assertEquals(401, open.send("POST", "/metrics", "", "").statusCode());
      assertEquals(401, open.send("GET", "/v1/downloads", "", "").statusCode());
    }
  }

  /** Others give it lanes from then on; who misses the beginning of one counts below zero. */
  @Test
  public void whoCountsIsThereWhenANodeBecomesAMember() throws Exception {
    Path other = folder.newFolder("early").toPath();
    NodeSettings settings = NodeFile.read(RunningNode.file(other, ""));
    NodeJournal journal = NodeJournal.open(settings, said -> {});
    ActorSystem<Void> system =
        ClusterNode.create(settings, AkkaSettings.of(settings, journal.config()));
    CompletableFuture<NodeObserver> there = new CompletableFuture<>();
    Cluster.get(system)
        .registerOnMemberUp(() -> there.complete(Observation.get(system).observer()));
    ClusterNode early = ClusterNode.start(system, journal, settings);
    try {
      assertNotEquals(NodeObserver.NONE, there.get(60, TimeUnit.SECONDS));
    } finally {
      early.close();
    }
  }

  @Test
  public void everyMetricAndLabelOfTheDashboardExists() throws Exception {
    String dashboard = Files.readString(DASHBOARD);
    Set<String> named = new TreeSet<>();
    new ObjectMapper()
        .readTree(dashboard)
        .findValuesAsText("expr")
        .forEach(expr -> add(named, NAME.matcher(expr), 0));
    new ObjectMapper()
        .readTree(dashboard)
        .findValuesAsText("definition")
        .forEach(expr -> add(named, NAME.matcher(expr), 0));
    assertTrue(named.toString(), named.size() > 15);
    String scrape = scrapeOf(named);
    Set<String> labels = new TreeSet<>();
    for (String expr : new ObjectMapper().readTree(dashboard).findValuesAsText("expr")) {
      requireLabels(expr, scrape, labels);
    }
    assertTrue(labels.toString(), labels.size() > 4);
  }

  /** With all of these metrics; what the API answers is counted after the first answer. */
  private String scrapeOf(Set<String> named) throws Exception {
    // How long a collection takes is known after one, and told by another thread.
    System.gc();
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      String scrape = scrape();
      Set<String> missing = new TreeSet<>(named);
      missing.removeAll(names(scrape));
      if (missing.isEmpty()) {
        return scrape;
      }
      assertTrue(missing + " in\n" + scrape, System.nanoTime() < end);
      LockSupport.parkNanos(50_000_000);
    }
  }

  private static Set<String> names(String scrape) {
    return scrape
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[ {]", -1)[0])
        .collect(Collectors.toSet());
  }

  /** Of this very metric: others have labels of the same names. */
  private static void requireLabels(String expr, String scrape, Set<String> all) {
    Set<String> names = new TreeSet<>();
    add(names, NAME.matcher(expr), 0);
    assertEquals(expr, 1, names.size());
    Set<String> labels = new TreeSet<>();
    add(labels, LABEL.matcher(expr), 1);
    add(labels, LABEL.matcher(expr), 2);
    // Prometheus adds it itself.
    labels.remove("instance");
    for (String label : labels) {
      String begin = names.iterator().next() + "{";
      assertTrue(
          label + " in " + expr,
          scrape.lines().anyMatch(l -> l.startsWith(begin) && l.contains(label + "=\"")));
    }
    all.addAll(labels);
  }

  private static void add(Set<String> found, Matcher matcher, int group) {
    while (matcher.find()) {
      if (matcher.group(group) != null) {
        found.add(matcher.group(group));
      }
    }
  }
}
