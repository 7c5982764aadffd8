package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import io.tributary.testkit.network.FreePorts;
import io.tributary.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Nodes that find each other by Akka Management, by a list of all their management ports. */
public final class BootstrapTest extends JUnitSuite {
  private static final int NODES = 3;
  private static final long PATIENCE_SECONDS = 120;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final PostgresServer database = PostgresServer.start();
  private final List<RunningNode> nodes = new ArrayList<>();
  private Path root;
  private List<Integer> ports;

  @Before
  public void prepare() throws IOException {
    root = folder.getRoot().toPath().toRealPath();
    Files.writeString(root.resolve("password"), PostgresServer.PASSWORD);
    ports = IntStream.range(0, NODES).mapToObj(number -> FreePorts.onLoopback()).toList();
  }

  @After
  public void stop() {
    List<CompletableFuture<Void>> ends =
        nodes.stream().map(node -> CompletableFuture.runAsync(node::close)).toList();
    ends.forEach(CompletableFuture::join);
    database.close();
  }

  private String bootstrap(int number) {
    return """
        tributary {
          node.name = node-%1$d
          cluster {
            join = bootstrap
            bootstrap {
              discovery = config
              contact-points = [%2$s]
              required-contact-points = %3$d
              management-port = %4$d
            }
          }
          journal { kind = postgresql, postgresql { url = "%5$s", password-file = "%6$s" } }
        }
        """
        .formatted(
            number,
            ports.stream().map(p -> "\"127.0.0.1:" + p + "\"").collect(Collectors.joining(", ")),
            NODES,
            ports.get(number),
            database.url(),
            root.resolve("password"));
  }

  private RunningNode start(int number) {
    try {
      Path directory = Files.createDirectories(root.resolve("node-" + number));
      return RunningNode.start(directory, bootstrap(number));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All at once: none of them is there first. */
  private void startAll() throws Exception {
    List<CompletableFuture<RunningNode>> starts =
        IntStream.range(0, NODES)
            .mapToObj(
                number ->
                    CompletableFuture.supplyAsync(
                        () -> start(number), task -> new Thread(task).start()))
            .toList();
    for (CompletableFuture<RunningNode> started : starts) {
      nodes.add(started.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
  }

  /** The addresses of those that are up, as one of them sees it. */
  private static Set<String> members(RunningNode node) {
    return StreamSupport.stream(
            Cluster.get(node.node().system()).state().getMembers().spliterator(), false)
        .filter(member -> member.status().equals(MemberStatus.up()))
        .map(member -> member.address().hostPort())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void areOneCluster() {
    Set<String> all =
        nodes.stream()
            .map(node -> "tributary@" + node.node().address())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(NODES, all.size());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    for (RunningNode node : nodes) {
      while (!members(node).equals(all) && System.nanoTime() < end) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
      assertEquals(all, members(node));
    }
  }

  @Test
  public void threeThatStartAtOnceFormOneClusterAndOneThatComesAgainJoinsIt() throws Exception {
    startAll();
    areOneCluster();
    nodes.remove(0).close();
    nodes.add(start(0));
    areOneCluster();
    whatTheManagementPortAnswers();
    theManagementPortIsOnItsAddressOnly();
  }

  private int status(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.get(0) + path))
            .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
            .method(method, HttpRequest.BodyPublishers.ofString("operation=down"))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** Who is there, and nothing else: nobody is made to leave by it. */
  private void whatTheManagementPortAnswers() throws Exception {
    assertEquals(200, status("GET", "/bootstrap/seed-nodes"));
    String one = "/cluster/members/akka://tributary@" + nodes.get(1).node().address();
    for (String method : List.of("PUT", "DELETE", "POST", "GET")) {
      assertEquals(method, 404, status(method, one));
      assertEquals(method, 404, status(method, "/v1/downloads"));
    }
    assertEquals(405, status("POST", "/bootstrap/seed-nodes"));
    areOneCluster();
  }

  private void theManagementPortIsOnItsAddressOnly() {
    Assert.assertThrows(
        ConnectException.class, () -> new Socket("127.0.0.2", ports.get(0)).close());
  }

  @Test
  public void withoutBootstrapNothingListensForIt() throws Exception {
    String port = "tributary.cluster.bootstrap.management-port = " + ports.get(0);
    nodes.add(RunningNode.start(root, port));
    assertEquals(200, nodes.get(0).send("GET", "/ready", "").statusCode());
    Assert.assertThrows(
        ConnectException.class, () -> new Socket("127.0.0.1", ports.get(0)).close());
  }

  @Test
  public void aManagementPortInUseIsNamed() throws Exception {
    try (ServerSocket taken =
        new ServerSocket(ports.get(0), 1, InetAddress.getByName("127.0.0.1"))) {
      RuntimeException refused = Assert.assertThrows(RuntimeException.class, () -> start(0));
      assertTrue(refused.getMessage(), refused.getMessage().contains("127.0.0.1:" + ports.get(0)));
    }
  }
}
