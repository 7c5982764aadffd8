package io.tributary.benchmarks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.benchmarks.origin.Nginx;
import io.tributary.benchmarks.origin.TestObject;
import io.tributary.testkit.network.Host;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Lets a cluster download one object, and measures it. */
final class ClusterRun {
  private static final int LOOK_MILLIS = 20;
  private static final long LONGEST_SECONDS = 900;

  private final TestCluster cluster;
  private final ClusterCase kind;
  private final Nginx origin;
  private final int lanes;

  /**
   * @param lanes 0 for as many as it finds best
   */
  ClusterRun(TestCluster cluster, ClusterCase kind, Nginx origin, int lanes) {
    this.cluster = cluster;
    this.kind = kind;
    this.origin = origin;
    this.lanes = lanes;
  }

  ClusterFigures measure(TestObject object, double linksBytesPerSecond)
      throws IOException, InterruptedException {
    origin.accessLog().skip();
    double busyBefore = MachineTime.now().busySeconds();
    double cpuBefore = cluster.cpuSeconds();
    double submitted = System.currentTimeMillis() / 1e3;
    Path file = download(object);
    double ended = System.currentTimeMillis() / 1e3;
    double cpuSeconds = cluster.cpuSeconds() - cpuBefore;
    double busySeconds = MachineTime.now().busySeconds() - busyBefore;
    check(file, object);
    double first = origin.accessLog().settled(object.sizeBytes()).firstEpochSeconds();
    return new ClusterFigures(
        kind,
        linksBytesPerSecond,
        object.sizeBytes(),
        ended - submitted,
        first - submitted,
        ended - origin.accessLog().lastEpochSeconds(),
        nodeBytes(),
        cpuSeconds,
        busySeconds);
  }

  /** Without figures: virtual machines compile what they have not run before. */
  void practise(TestObject object) throws IOException, InterruptedException {
    check(download(object), object);
  }

  private Path download(TestObject object) throws IOException, InterruptedException {
    Path file = cluster.files().resolve(object.file().getFileName());
    Host first = cluster.hosts().get(0);
    String destination = kind.nodeLocal() ? "file://" + first.name() + file : file.toString();
    URI url = origin.url(object, false, false, origin.port(false));
    await(first, cluster.client().submit(first, url, destination, lanes));
    return file;
  }

  private void await(Host node, String id) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (true) {
      JsonNode shown = cluster.client().show(node, id);
      String state = shown.path("state").asText();
      if (state.equals("completed")) {
        return;
      }
      boolean underWay = state.equals("waiting") || state.equals("active");
      if (!underWay || System.nanoTime() > deadline) {
        throw new IOException("the download does not complete: " + shown);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static void check(Path file, TestObject object) throws IOException {
    if (TestObject.crc64Of(file) != object.crc64()) {
      throw new IOException(file + " was said to be complete, and has other bytes");
    }
    Files.delete(file);
  }

  private List<Long> nodeBytes() throws IOException {
    Map<String, Long> bytes = origin.accessLog().bytesByClient();
    return cluster.hosts().stream().map(host -> bytes.getOrDefault(host.address(), 0L)).toList();
  }
}
