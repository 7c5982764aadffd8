package io.tributary.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
    String submit =
        "submit --json --lanes 4 --limit-rate 10MB/s " + objects.url("/object") + " " + to;
    String id = ask(nodes.get(0), submit).get("id").asText();

    JsonNode now = ask(nodes.get(1), "show --json " + id);
    Set<String> fetching = new HashSet<>();
    while (!now.get("endedAt").isTextual()) {
      for (JsonNode node : now.get("status").path("nodes")) {
        if (node.get("writtenBytes").asLong() > 0) {
          fetching.add(node.get("node").asText());
        }
      }
      now = ask(nodes.get(1), "show --json " + id);
    }
    assertEquals(now.toString(), "completed", now.get("state").asText());
    assertArrayEquals(CONTENT.toByteArray(), Files.readAllBytes(root.resolve("data/object")));
    assertEquals(Set.of("node-1", "node-2"), fetching);
  }
}
