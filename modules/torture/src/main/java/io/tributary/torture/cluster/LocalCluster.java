package io.tributary.torture.cluster;

import io.tributary.testkit.postgres.PostgresServer;
import io.tributary.torture.campaign.Campaign;
import io.tributary.torture.campaign.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Nodes in processes of their own, with a PostgreSQL server of their own. Serves one case after the
 * other, as long as they are survived. For one thread at a time.
 */
final class LocalCluster implements AutoCloseable {
  private static final String TOKEN = "a-token-of-the-torture-alone";

  /** A node that was given up takes half a minute to be replaced, on a busy machine longer. */
  private static final long LONGEST_SECONDS = 240;

  private static final int STEP_MILLIS = 100;

  private final Site site;
  private final PostgresServer database;
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final ClusterClient client = new ClusterClient(TOKEN);
  private final Path directory;
  private int removals;
  private boolean well = true;

  /**
   * @param basePort of the nodes' ports, two of which are used on each address
   */
  static LocalCluster start(Site site, int basePort) throws IOException {
    LocalCluster cluster = open(site);
    // Whoever interrupts the torture wants an end of its nodes, too.
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::killNodes));
    try {
      cluster.configure(basePort);
      cluster.nodes.forEach(NodeProcess::start);
      cluster.awaitReady();
      return cluster;
    } catch (AssertionError | RuntimeException | IOException e) {
      cluster.well(false);
      cluster.close();
      throw e;
    }
  }

  private static LocalCluster open(Site site) throws IOException {
    try {
      return new LocalCluster(Files.createTempDirectory("tributary-torture-nodes-"), site);
    } catch (AssertionError | RuntimeException | IOException e) {
      site.close();
      throw e;
    }
  }

  private LocalCluster(Path directory, Site site) throws IOException {
    this.directory = directory;
    this.site = site;
    this.database = PostgresServer.startAt(site.hub());
    Files.createDirectory(shared());
  }

  private void configure(int basePort) throws IOException {
    Path token = secret("token", TOKEN);
    Path secret = secret("secret", TOKEN + "-of-nodes");
    Path password = secret("password", PostgresServer.PASSWORD);
    List<String> seeds =
        site.addresses().stream().map(address -> "\"" + address + ":" + basePort + "\"").toList();
    for (int i = 0; i < site.addresses().size(); i++) {
      Path own = Files.createDirectory(directory.resolve(name(i)));
      Path disk = Files.createDirectory(disk(i));
      String configuration =
          """
          tributary {
            node { name = "%s", destination-roots = ["%s", "%s"], data-port.enabled = on }
            cluster {
              host = "%s", port = %d, join = "seeds", seed-nodes = [%s]
              secret-file = "%s"
            }
            journal {
              kind = "postgresql"
              postgresql { url = "%s", password-file = "%s" }
            }
            http { host = "%4$s", port = %10$d, token-file = "%11$s" }
          }
          """
              .formatted(
                  name(i),
                  shared(),
                  disk,
                  site.addresses().get(i),
                  basePort,
                  String.join(", ", seeds),
                  secret,
                  database.url(),
                  password,
                  basePort + 1,
                  token);
      Path file = Files.writeString(own.resolve("node.conf"), configuration);
      String origin = "http://" + site.addresses().get(i) + ":" + (basePort + 1);
      nodes.add(new NodeProcess(name(i), own, file, origin, site.launchers().get(i)));
    }
  }

  private static String name(int node) {
    return "node-" + (node + 1);
  }

  private Path secret(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    Files.setPosixFilePermissions(
        file, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    return file;
  }

  List<NodeProcess> nodes() {
    return nodes;
  }

  PostgresServer database() {
    return database;
  }

  ClusterClient client() {
    return client;
  }

  Links links() {
    return site.links();
  }

  /** Where the nodes keep what they say, each in a diary. */
  Path directory() {
    return directory;
  }

  /** Where the source is to be, for the nodes to reach it. */
  String hub() {
    return site.hub();
  }

  /** Where all nodes may put files. */
  Path shared() {
    return directory.resolve("shared");
  }

  /** Where this node alone may, as if it were on its own disk. */
  Path disk(int node) {
    return directory.resolve("disk-of-" + name(node));
  }

  /** How often a node ended since the cluster had removed it. */
  int removals() {
    return removals;
  }

  /** Lets time pass, and looks after the nodes. */
  void pause(int millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    do {
      tend();
      sleep(Math.min(STEP_MILLIS, millis));
    } while (System.nanoTime() < end);
  }

  /** Starts those again that the cluster has removed. */
  void tend() {
    removals += (int) nodes.stream().filter(NodeProcess::tend).count();
  }

  private static void sleep(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits until every node says that it is a member. */
  void awaitReady() {
    await("not every node is a member", () -> nodes.stream().allMatch(client::ready));
  }

  /** Waits until every node sees all the others, and no one else. */
  void awaitWhole() {
    await("the nodes are not one cluster", () -> client.whole(nodes));
  }

  private void await(String otherwise, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (!condition.getAsBoolean()) {
      Claim.that(
          System.nanoTime() < deadline, otherwise + ", for four minutes: " + client.views(nodes));
      pause(STEP_MILLIS);
    }
  }

  /** Whether the latest case was survived, so that the next one finds nothing of it. */
  boolean isWell() {
    return well;
  }

  void well(boolean now) {
    well = now;
  }

  private void killNodes() {
    nodes.forEach(NodeProcess::kill);
  }

  /** Keeps what the nodes have said, for whoever looks for the reason of a loss. */
  @Override
  public void close() throws IOException {
    killNodes();
    database.close();
    site.close();
    if (well) {
      Campaign.delete(directory);
    }
  }
}
