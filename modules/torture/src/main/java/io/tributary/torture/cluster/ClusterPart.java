package io.tributary.torture.cluster;

import io.tributary.torture.campaign.Part;
import io.tributary.torture.campaign.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Nodes and the database are killed, frozen, restarted, while a cluster of three downloads. */
public final class ClusterPart implements Part {
  private static final int NODES = 3;
  private static final int FIRST_PORT = 26_000;
  private static final int PORTS = 4_000;

  /** Cases may run side by side. */
  private final AtomicInteger cases = new AtomicInteger();

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public int weight() {
    return 2;
  }

  @Override
  public Optional<String> obstacle() {
    return System.getProperty("os.name").equals("Linux")
        ? Optional.empty()
        : Optional.of("only on Linux every 127.0.0.N is an address of the machine");
  }

  @Override
  public void run(Trial trial) throws Exception {
    int port = FIRST_PORT + cases.getAndIncrement() * 2 % PORTS;
    try (LocalCluster cluster = LocalCluster.start(trial.directory(), NODES, port)) {
      try (ClusterTrial one = new ClusterTrial(trial, cluster)) {
        one.run();
      } catch (AssertionError | Exception e) {
        keepLogs(cluster.nodes(), trial.directory());
        throw e;
      }
    }
  }

  private static void keepLogs(List<NodeProcess> nodes, Path directory) throws Exception {
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).keepLog(directory.resolve("node-" + (i + 1) + ".log"));
    }
  }
}
