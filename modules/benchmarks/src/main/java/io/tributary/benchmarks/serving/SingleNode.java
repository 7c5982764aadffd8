package io.tributary.benchmarks.serving;

import io.tributary.testkit.network.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * A node that is a cluster of its own, on loopback, with everything as it is by default.
 *
 * @param port of its API
 */
public record SingleNode(ServingNode process, NodeApi api, int port) implements AutoCloseable {
  /** What its API asks for. */
  public static final String TOKEN = "a-token-of-the-benchmark-alone";

  public static final String HOST = "127.0.0.1";

  /**
   * Returns when it is ready.
   *
   * @param directory for its journal, configuration and log
   * @param environment besides this process's own
   */
  public static SingleNode start(Path launcher, Path directory, Map<String, String> environment)
      throws IOException, InterruptedException {
    int port = FreePorts.onLoopback();
    Path token = Files.writeString(directory.resolve("token"), TOKEN);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    String text =
        """
        tributary {
          node.data-directory = "@directory@"
          cluster { join = "alone", host = "127.0.0.1", port = 0 }
          http { host = "127.0.0.1", port = @port@, token-file = "@directory@/token" }
        }
        """
            .replace("@directory@", directory.toString())
            .replace("@port@", "" + port);
    Path configuration = Files.writeString(directory.resolve("node.conf"), text);
    ServingNode process =
        ServingNode.start(
            command -> {
              ProcessBuilder builder = new ProcessBuilder(command);
              builder.environment().putAll(environment);
              return builder;
            },
            launcher,
            configuration,
            "");
    NodeApi api = new NodeApi(URI.create("http://" + HOST + ":" + port), TOKEN);
    try {
      process.awaitReady(api);
      return new SingleNode(process, api, port);
    } catch (IOException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
