package io.tributary.benchmarks.bulk;

import io.tributary.benchmarks.serving.NodeApi;
import io.tributary.benchmarks.serving.SingleNode;
import io.tributary.benchmarks.tool.LinuxProcess;
import io.tributary.benchmarks.tool.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A node of this program that stays up between the runs, and is given one job after the other. */
final class NodeRunner implements BulkRunner {
  private final SingleNode node;
  private final NodeApi api;
  private final int requests;

  private NodeRunner(SingleNode node, int requests) {
    this.node = node;
    this.api = node.api();
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
    return new NodeRunner(SingleNode.start(launcher, directory, S3Origin.CREDENTIALS), requests);
  }

  private static Map<String, String> sourceOptions(BulkTool.Order order) {
    return order
        .endpoint()
        .map(url -> Map.of("endpoint", url.toString(), "addressing", "path"))
        .orElse(Map.of());
  }

  @Override
  public Outcome run(BulkTool.Order order) throws IOException, InterruptedException {
    LinuxProcess process = new LinuxProcess(node.process().processId());
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
