package io.tributary.benchmarks.bulk;

import io.tributary.benchmarks.serving.NodeApi;
import io.tributary.benchmarks.serving.ServingNode;
import io.tributary.benchmarks.tool.LinuxProcess;
import io.tributary.benchmarks.tool.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** A node of this program that stays up between the runs, and is given one job after the other. */
final class NodeRunner implements BulkRunner {
  private static final String TOKEN = "a-token-of-the-benchmark-alone";

  private final ServingNode node;
  private final NodeApi api;
  private final int requests;

  private NodeRunner(ServingNode node, NodeApi api, int requests) {
    this.node = node;
    this.api = api;
    this.requests = requests;
  }

  /**
   * Returns when it is ready.
   *
   * @param directory for its journal, configuration and log
   * @param requests at a time
   */
  static NodeRunner start(Path launcher, Path directory, int requests)
      throws IOException, InterruptedException {
    int port = freePort();
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
    ServingNode node = ServingNode.start(NodeRunner::process, launcher, configuration, "");
    NodeApi api = new NodeApi(URI.create("http://127.0.0.1:" + port), TOKEN);
    try {
      node.awaitReady(api);
      return new NodeRunner(node, api, requests);
    } catch (IOException | InterruptedException e) {
      node.close();
      throw e;
    }
  }

  private static ProcessBuilder process(List<String> command) {
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().putAll(S3Origin.CREDENTIALS);
    return process;
  }

  private static Map<String, String> sourceOptions(BulkTool.Order order) {
    return order
        .endpoint()
        .map(url -> Map.of("endpoint", url.toString(), "addressing", "path"))
        .orElse(Map.of());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public Outcome run(BulkTool.Order order) throws IOException, InterruptedException {
    LinuxProcess process = new LinuxProcess(node.processId());
    process.forgetPeak();
    double cpuBefore = process.cpuSeconds();
    long began = System.nanoTime();
    try {
      String id =
          api.submit(
              "jobs",
              Map.of(
                  "source", order.source().toString(),
                  "destination", order.directory().toString(),
                  "options",
                      Map.of("requests", requests, "durability", order.onDisk() ? "flush" : "fast"),
                  "sourceOptions", sourceOptions(order)));
      api.awaitCompleted(id, DEADLINE);
    } catch (IOException e) {
      // What it still does would disturb those that come after.
      close();
      return new Outcome.Failed(e.getMessage());
    }
    double wallSeconds = (System.nanoTime() - began) / 1e9;
    return new Outcome.Done(wallSeconds, process.cpuSeconds() - cpuBefore, process.peakBytes());
  }

  @Override
  public boolean warmsUp() {
    return true;
  }

  @Override
  public void close() {
    node.close();
  }
}
