package io.tributary.benchmarks.cluster;

import io.tributary.benchmarks.serving.NodeApi;
import io.tributary.benchmarks.serving.ServingNode;
import io.tributary.testkit.network.Host;
import io.tributary.testkit.network.HostNetwork;
import io.tributary.testkit.network.Link;
import io.tributary.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Nodes on hosts of their own, all of them ready, with a database of their own at the hub. */
final class TestCluster implements AutoCloseable {
  private final Path files;
  private final List<Host> hosts = new ArrayList<>();
  private final List<ServingNode> nodes = new ArrayList<>();

  private TestCluster(Path files) {
    this.files = files;
  }

  /**
   * What all clusters have in common.
   *
   * @param directory for what they write
   * @param program the launcher of a built distribution
   * @param javaOptions for the nodes
   */
  record Surroundings(
      HostNetwork network,
      PostgresServer database,
      Path directory,
      Path program,
      String javaOptions) {}

  /**
   * @param name of no other cluster in that network; hosts and database get theirs from it
   * @param links of its nodes
   */
  static TestCluster start(Surroundings surroundings, String name, List<Link> links)
      throws IOException, InterruptedException {
    Path directory = Files.createDirectory(surroundings.directory().resolve(name));
    TestCluster cluster = new TestCluster(Files.createDirectory(directory.resolve("files")));
    try {
      cluster.startNodes(surroundings, name, links, directory);
      return cluster;
    } catch (IOException | RuntimeException | InterruptedException e) {
      cluster.close();
      throw e;
    }
  }

  private void startNodes(Surroundings surroundings, String name, List<Link> links, Path directory)
      throws IOException, InterruptedException {
    for (Link link : links) {
      hosts.add(surroundings.network().host(name + "-node-" + (hosts.size() + 1), link));
    }
    String databaseUrl = database(surroundings.database(), name.replace('-', '_'));
    NodeFile file = new NodeFile(directory, files, databaseUrl, hosts);
    for (Host host : hosts) {
      nodes.add(
          ServingNode.start(
              host::process, surroundings.program(), file.write(host), surroundings.javaOptions()));
    }
    for (int i = 0; i < hosts.size(); i++) {
      nodes.get(i).awaitReady(api(hosts.get(i)));
    }
  }

  private static String database(PostgresServer server, String name) throws IOException {
    try {
      server.createDatabase(name);
      return server.url(name);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /** Of its first node. */
  NodeApi api() {
    return api(hosts.get(0));
  }

  private static NodeApi api(Host host) {
    return new NodeApi(
        URI.create("http://" + host.address() + ":" + NodeFile.API_PORT), NodeFile.TOKEN);
  }

  List<Host> hosts() {
    return List.copyOf(hosts);
  }

  /** Where all nodes may put files. */
  Path files() {
    return files;
  }

  /** User and system time of all nodes so far. */
  double cpuSeconds() {
    return nodes.stream().mapToDouble(ServingNode::cpuSeconds).sum();
  }

  @Override
  public void close() {
    nodes.forEach(ServingNode::close);
  }
}
