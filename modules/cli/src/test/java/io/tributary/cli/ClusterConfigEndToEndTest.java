package io.tributary.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.network.FreePorts;
import io.tributary.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** config/cluster.conf as it is shipped, with the places put in that its reader has to put in. */
public final class ClusterConfigEndToEndTest extends JUnitSuite {
  private static final Path SHIPPED =
      Path.of("../../config/cluster.conf").toAbsolutePath().normalize();
  private static final Path MAKE_TEST_CA =
      Path.of("../../scripts/make-test-ca").toAbsolutePath().normalize();
  private static final Content CONTENT = Content.synthetic(11, 40_000_000);
  private static final long PATIENCE_SECONDS = 120;

  /** Small ones: 1.4 MB together. */
  private static final List<String> OBJECTS =
      IntStream.range(0, 400).mapToObj("object-%04d"::formatted).toList();

  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ObjectServer objects = ObjectServer.start();
  private final PostgresServer database = PostgresServer.start();
  private final List<ServedNode> nodes = new ArrayList<>();
  private Path root;
  private int port;

  @Before
  public void start() throws Exception {
    objects.put("/object", CONTENT);
    root = folder.getRoot().toPath().toRealPath();
    Files.createDirectory(root.resolve("data"));
    Process made =
        new ProcessBuilder(
                MAKE_TEST_CA.toString(), root + "/ca", "node-1=127.0.0.1", "node-2=127.0.0.2")
            .inheritIO()
            .start();
    assertEquals("make-test-ca needs openssl", 0, Launcher.exitCode(made));
    secret("secret", SECRET);
    secret("token", SECRET);
    secret("database-password", PostgresServer.PASSWORD);
    port = FreePorts.on("127.0.0.1", "127.0.0.2");
    for (int number = 1; number <= 2; number++) {
      nodes.add(start(number));
    }
  }

  private void secret(String name, String content) throws IOException {
    Path file = Files.writeString(root.resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private ServedNode start(int number) throws IOException {
    String text = Files.readString(SHIPPED);
    for (String[] edit :
        new String[][] {
          {"/etc/tributary/tls", root + "/ca/node-" + number},
          {"/etc/tributary", root.toString()},
          {"\"/data\"", "\"" + root + "/data\""},
          {"jdbc:postgresql://10.0.0.9/tributary", database.url()},
          {"10.0.0.", "127.0.0."},
          {"25520", Integer.toString(port)},
          {"port = 8420", "port = 0"}
        }) {
      assertTrue("shipped with " + edit[0], text.contains(edit[0]));
      text = text.replace(edit[0], edit[1]);
    }
    Path config = Files.writeString(root.resolve("cluster-" + number + ".conf"), text);
    return ServedNode.start(
        new Launcher(root)
            .with("NODE_NAME", "node-" + number)
            .with("NODE_HOST", "127.0.0." + number),
        config,
        root.resolve("token"));
  }

  @After
  public void stop() {
    nodes.forEach(ServedNode::close);
    database.close();
    objects.close();
  }

  private JsonNode ask(ServedNode node, String command) throws IOException {
    Outcome outcome = node.tributary().run(command);
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    return new ObjectMapper().readTree(outcome.out());
  }

  @Test
  public void twoNodesFetchOneObjectToTheDiskOfTheSecond() throws Exception {
    JsonNode members = ask(nodes.get(0), "cluster --json").get("nodes");
    assertEquals(members.toString(), 2, members.size());
    String to = "file://node-2" + root + "/data/object";
    // So slow that both have their part of it, though one may come late; in small ranges, since
    // what was written is told when a range is whole.
    String slowly = "submit --json --lanes 4 --part-size 100KiB --limit-rate 200KB/s ";
    String submit = slowly + objects.url("/object") + " " + to;
    String id = ask(nodes.get(0), submit).get("id").asText();
    awaitBothFetching(id);
    ask(nodes.get(0), "change --json --limit-rate 0 " + id);
    assertEquals(0, nodes.get(1).tributary().run("watch " + id).exitCode());
    assertArrayEquals(CONTENT.toByteArray(), Files.readAllBytes(root.resolve("data/object")));
  }

  private void awaitBothFetching(String id) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    Set<String> fetching = new HashSet<>();
    while (!fetching.equals(Set.of("node-1", "node-2"))) {
      JsonNode now = ask(nodes.get(1), "show --json " + id);
      for (JsonNode node : now.get("status").path("nodes")) {
        if (node.get("writtenBytes").asLong() > 0) {
          fetching.add(node.get("node").asText());
        }
      }
      assertFalse(fetching + " alone: " + now, now.get("endedAt").isTextual());
      assertTrue(fetching + " alone: " + now, System.nanoTime() < deadline);
    }
  }

  private JsonNode await(String id, Predicate<JsonNode> wanted) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    JsonNode shown = ask(nodes.get(0), "show --json " + id);
    while (!wanted.test(shown)) {
      assertTrue(shown.toString(), System.nanoTime() < end);
      shown = ask(nodes.get(0), "show --json " + id);
    }
    return shown;
  }

  private long arrived() {
    return OBJECTS.stream().filter(name -> Files.exists(root.resolve("data/tree/" + name))).count();
  }

  @Test
  public void aJobToTheDiskOfTheSecondWaitsWhileThatIsDeadAndGoesOn() throws Exception {
    List<String> lines = new ArrayList<>();
    for (String name : OBJECTS) {
      objects.put("/" + name, Content.of(name.repeat(300)));
      lines.add(objects.url("/" + name) + "\t" + name);
    }
    Files.write(root.resolve("data/list"), lines);
    String submit =
        String.join(
            " ",
            "submit --json --limit-rate 30KB/s --requests 4",
            "--receipt " + root.resolve("data/receipt"),
            "--manifest " + root.resolve("data/list"),
            "file://node-2" + root + "/data/tree");
    String id = ask(nodes.get(0), submit).get("id").asText();
    await(id, now -> arrived() > OBJECTS.size() / 5);

    Process second = nodes.remove(1).process();
    second.destroyForcibly();
    assertTrue(second.waitFor(10, TimeUnit.SECONDS));
    JsonNode away = await(id, now -> now.get("error").isObject());
    assertEquals("waiting", away.get("state").asText());
    assertEquals("home-away", away.at("/error/kind").asText());
    assertEquals("node-2", away.at("/error/target").asText());
    assertTrue("all was over before: " + arrived(), arrived() < OBJECTS.size());
    Outcome listed = nodes.get(0).tributary().run("list");
    assertTrue(listed.toString(), listed.out().contains("file://node-2" + root + "/data/tree/"));
    nodes.add(start(2));
    await(id, now -> now.get("error").isNull());
    ask(nodes.get(0), "change --json --limit-rate 0 " + id);

    JsonNode done = await(id, now -> now.get("endedAt").isTextual());
    assertEquals(done.toString(), "completed", done.get("state").asText());
    assertEquals(done.toString(), 0, done.at("/result/failed").asInt());
    for (ReceiptLine line : Receipts.read(root.resolve("data/receipt"))) {
      boolean kept = line.state() == ReceiptLine.State.KEPT;
      assertTrue(line.toString(), kept || line.node().equals("node-2"));
    }
    for (String name : OBJECTS) {
      assertEquals(name.repeat(300), Files.readString(root.resolve("data/tree/" + name)));
    }
  }
}
