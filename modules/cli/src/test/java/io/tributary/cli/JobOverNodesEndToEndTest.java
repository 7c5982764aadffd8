package io.tributary.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.network.FreePorts;
import io.tributary.testkit.oss.OssSettings;
import io.tributary.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** A job over three nodes in processes of their own, of which two are killed on the way. */
public final class JobOverNodesEndToEndTest extends JUnitSuite {
  private static final int NODES = 3;
  private static final int SMALL = 8000;
  private static final int SMALL_BYTES = 2500;
  private static final int LARGE = 2;
  private static final int LARGE_BYTES = 8_000_000;
  private static final int REQUESTS = 8;

  /** Of all nodes: the small objects would take more than two minutes. Lifted in the end. */
  private static final String RATE = "150KB/s";

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Some seconds in truth; the rest is for a machine that is busy. */
  private static final Duration HANDED_ON = Duration.ofSeconds(30);

  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ObjectServer objects =
      ObjectServer.builder().oss(OssSettings.of().withPublicBucket("bucket")).start();
  private final PostgresServer database = PostgresServer.start();

  /** A node of the cluster that ended by itself: it was silent for too long, and was removed. */
  private int removed;

  private final TreeMap<String, Content> all = new TreeMap<>();
  private final Map<String, ServedNode> nodes = new TreeMap<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private Path root;
  private Path data;
  private int port;

  @Before
  public void start() throws Exception {
    root = folder.getRoot().toPath().toRealPath();
    data = Files.createDirectory(root.resolve("data"));
    for (int i = 0; i < SMALL; i++) {
      put("d%d/small-%04d".formatted(i % 7, i), Content.synthetic(i, SMALL_BYTES));
    }
    for (int i = 0; i < LARGE; i++) {
      put("large-" + i, Content.synthetic(100_000 + i, LARGE_BYTES));
    }
    for (String name : List.of("token", "secret", "password")) {
      String text = name.equals("password") ? PostgresServer.PASSWORD : SECRET;
      Path file = Files.writeString(root.resolve(name), text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    port = FreePorts.on("127.0.0.1", "127.0.0.2", "127.0.0.3");
    // The seed first; the others come at the same time.
    node(1);
    CompletableFuture<Void> second = CompletableFuture.runAsync(() -> node(2));
    node(3);
    second.join();
  }

  private void put(String key, Content content) {
    objects.put("/bucket/in/" + key, content);
    all.put(key, content);
  }

  private void node(int number) {
    String name = "node-" + number;
    String seeds =
        Stream.of(1, 2, 3)
            .map(i -> "\"127.0.0." + i + ":" + port + "\"")
            .collect(Collectors.joining(", "));
    String text =
        """
        tributary {
          node { name = "%s", destination-roots = ["%s"] }
          cluster {
            host = "127.0.0.%d", port = %d, join = "seeds", seed-nodes = [%s]
            secret-file = "%6$s/secret"
          }
          journal {
            kind = "postgresql"
            postgresql { url = "%7$s", password-file = "%6$s/password" }
          }
          http { port = 0, token-file = "%6$s/token" }
        }
        """
            .formatted(name, data, number, port, seeds, root, database.url());
    try {
      Path config = Files.writeString(root.resolve(name + ".conf"), text);
      ServedNode served = ServedNode.start(new Launcher(root), config, root.resolve("token"));
      synchronized (nodes) {
        nodes.put(name, served);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @After
  public void stop() {
    nodes.values().forEach(ServedNode::close);
    database.close();
    objects.close();
  }

  /** SIGKILL. */
  private void kill(String name) throws InterruptedException {
    Process process = nodes.remove(name).process();
    process.destroyForcibly();
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
  }

  private Launcher tributary() {
    return nodes.values().iterator().next().tributary();
  }

  private Outcome done(String command) {
    Outcome outcome = tributary().run(command);
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    return outcome;
  }

  /** Starts nodes again that the cluster has removed, as a supervisor would. */
  private void tend() {
    for (String name : List.copyOf(nodes.keySet())) {
      Process process = nodes.get(name).process();
      if (!process.isAlive()) {
        assertEquals(name, 1, process.exitValue());
        removed++;
        node(number(name));
      }
    }
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring("node-".length()));
  }

  /** By whichever node answers. */
  private JsonNode show(String id) throws Exception {
    for (ServedNode node : nodes.values()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(node.api() + "/v1/jobs/" + id))
              .timeout(Duration.ofSeconds(4))
              .header("Authorization", "Bearer " + SECRET)
              .build();
      try {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          return new ObjectMapper().readTree(answer.body());
        }
      } catch (IOException away) {
        continue;
      }
    }
    return new ObjectMapper().createObjectNode();
  }

  private JsonNode await(String id, Predicate<JsonNode> wanted) throws Exception {
    return await(id, wanted, PATIENCE);
  }

  private JsonNode await(String id, Predicate<JsonNode> wanted, Duration patience)
      throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    JsonNode shown = show(id);
    while (!wanted.test(shown)) {
      assertTrue(shown.toString(), System.nanoTime() < end);
      tend();
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      shown = show(id);
    }
    return shown;
  }

  private static Set<Long> batches(JsonNode shown, Predicate<String> ofNode) {
    Set<Long> batches = new HashSet<>();
    for (JsonNode node : shown.at("/status/nodes")) {
      if (ofNode.test(node.get("node").asText())) {
        node.get("batches").forEach(batch -> batches.add(batch.asLong()));
      }
    }
    return batches;
  }

  private static int working(JsonNode shown) {
    int working = 0;
    for (JsonNode node : shown.at("/status/nodes")) {
      working += node.get("batches").isEmpty() ? 0 : 1;
    }
    return working;
  }

  private String submit() {
    return String.join(
        " ",
        "submit --json --recursive --endpoint " + objects.origin(),
        "--region cn-hangzhou --addressing path --no-sign-request --large 1MiB",
        "--requests " + REQUESTS + " --limit-rate " + RATE,
        "--receipt " + data.resolve("receipt") + " --failures " + data.resolve("again"),
        "oss://bucket/in/ " + data.resolve("tree"));
  }

  @Test
  public void theJobSurvivesItsCoordinatorAndAWorkerAndBringsEveryFileOnce() throws Exception {
    String id = new ObjectMapper().readTree(done(submit()).out()).get("id").asText();
    JsonNode shown = await(id, now -> working(now) == NODES && arrived() > SMALL / 20);
    String first = shown.at("/status/coordinator").asText();
    kill(first);

    node(number(first));
    shown = await(id, now -> now.path("status").isObject() && working(now) == NODES);
    String second = shown.at("/status/coordinator").asText();
    assertTrue("all was over before: " + arrived(), arrived() < SMALL - 2 * NODES * REQUESTS);

    String worker = nodes.keySet().stream().filter(n -> !n.equals(second)).findFirst().get();
    Set<Long> had = batches(shown, worker::equals);
    kill(worker);
    await(id, now -> now.path("status").isObject() && givenAway(now, had, worker), HANDED_ON);
    done("change --limit-rate 0 " + id);

    shown = await(id, now -> now.path("endedAt").isTextual());
    assertEquals(shown.toString(), "completed", shown.get("state").asText());
    requireAllRight();
    requireFewTwice();
    assertEquals(0, shown.at("/result/failed").asInt());
    done("verify " + data.resolve("receipt"));
    Outcome watched = done("watch " + id);
    assertTrue(
        watched.toString(), watched.out().contains("%,d of %<,d objects".formatted(all.size())));
    assertTrue(done("list --kind job").out().contains(data + "/tree/"));
    assertEquals("", done("list --kind download").out());
  }

  private static boolean givenAway(JsonNode shown, Set<Long> had, String from) {
    return batches(shown, node -> !node.equals(from)).containsAll(had);
  }

  /** Files under their names. Asked for one by one: temporary ones come and go under a walk. */
  private long arrived() {
    Path tree = data.resolve("tree");
    return all.keySet().stream().filter(name -> Files.exists(tree.resolve(name))).count();
  }

  private void requireAllRight() throws IOException {
    Path tree = data.resolve("tree");
    try (Stream<Path> files = Files.walk(tree)) {
      assertEquals(
          all.keySet(),
          files
              .filter(Files::isRegularFile)
              .map(file -> tree.relativize(file).toString())
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    for (Map.Entry<String, Content> one : all.entrySet()) {
      byte[] there = Files.readAllBytes(tree.resolve(one.getKey()));
      assertTrue(one.getKey(), java.util.Arrays.equals(one.getValue().toByteArray(), there));
    }
    List<String> lines = new ArrayList<>();
    for (ReceiptLine line : Receipts.read(data.resolve("receipt"))) {
      lines.add(line.path());
      assertTrue(line.toString(), line.state() != ReceiptLine.State.FAILED);
    }
    assertEquals("a line for each", all.size(), lines.size());
    assertEquals(all.keySet(), new TreeSet<>(lines));
    assertEquals(1, Files.readAllLines(data.resolve("again")).size());
    try (Stream<Path> beside = Files.list(data)) {
      assertEquals(3, beside.count());
    }
  }

  /**
   * What was in flight: at the first loss on all nodes, at the second on one. A node that was
   * removed besides has lost its own, and may have gone on in vain for a while.
   */
  private void requireFewTwice() {
    long twice =
        objects.requests().stream()
            .filter(request -> request.path().contains("/small-"))
            .collect(Collectors.groupingBy(RecordedRequest::path, Collectors.counting()))
            .values()
            .stream()
            .filter(times -> times > 1)
            .count();
    long most = (NODES + 1 + 2 * removed) * REQUESTS;
    assertTrue(twice + " were asked for twice", twice <= most);
  }
}
