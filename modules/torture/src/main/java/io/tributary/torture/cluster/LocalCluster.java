package io.tributary.torture.cluster;

import io.tributary.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Nodes at 127.0.0.1, 127.0.0.2 and so on, with a PostgreSQL server of their own. */
final class LocalCluster implements AutoCloseable {
  private static final String TOKEN = "a-token-of-the-torture-alone";

  private final PostgresServer database;
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final ClusterClient client;
  private final Path files;

  /**
   * @param basePort of the nodes' ports, two of which are used on each address
   */
  static LocalCluster start(Path directory, int count, int basePort) throws IOException {
    LocalCluster cluster = new LocalCluster(directory, count, basePort);
    cluster.nodes.forEach(NodeProcess::start);
    cluster.nodes.forEach(NodeProcess::awaitReady);
    return cluster;
  }

  private LocalCluster(Path directory, int count, int basePort) throws IOException {
    this.database = PostgresServer.start();
    this.files = Files.createDirectory(directory.resolve("files"));
    Path token = secret(directory.resolve("token"), TOKEN);
    Path secret = secret(directory.resolve("secret"), TOKEN + "-of-nodes");
    Path password = secret(directory.resolve("password"), PostgresServer.PASSWORD);
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    this.client = new ClusterClient(http, TOKEN);
    String seeds =
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> "\"127.0.0." + i + ":" + basePort + "\"")
            .collect(Collectors.joining(", "));
    for (int i = 1; i <= count; i++) {
      Path own = Files.createDirectory(directory.resolve("node-" + i));
      String configuration =
          """
          tributary {
            node { name = "node-%1$d", destination-roots = ["%2$s"], data-port.enabled = on }
            cluster {
              host = "127.0.0.%1$d", port = %3$d, join = "seeds", seed-nodes = [%4$s]
              secret-file = "%5$s"
            }
            journal {
              kind = "postgresql"
              postgresql { url = "%6$s", password-file = "%7$s" }
            }
            http { host = "127.0.0.%1$d", port = %8$d, token-file = "%9$s" }
          }
          """
              .formatted(
                  i, files, basePort, seeds, secret, database.url(), password, basePort + 1, token);
      Path file = Files.writeString(own.resolve("node.conf"), configuration);
      nodes.add(new NodeProcess(http, own, file, "http://127.0.0." + i + ":" + (basePort + 1)));
    }
  }

  private static Path secret(Path file, String text) throws IOException {
    Files.writeString(file, text);
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

  /** Where all nodes may put files. */
  Path files() {
    return files;
  }

  @Override
  public void close() {
    nodes.forEach(NodeProcess::kill);
    database.close();
  }
}
