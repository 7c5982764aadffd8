package io.tributary.benchmarks.cluster;

import io.tributary.benchmarks.Workplace;
import io.tributary.benchmarks.origin.Nginx;
import io.tributary.benchmarks.serving.NodeApi;
import io.tributary.testkit.network.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets a cluster bring something, and measures it. */
final class ClusterRun {
  private static final Duration LONGEST = Duration.ofMinutes(15);

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

  ClusterFigures measure(Cargo cargo, double linksBytesPerSecond)
      throws IOException, InterruptedException {
    origin.accessLog().skip();
    double busyBefore = MachineTime.now().busySeconds();
    double cpuBefore = cluster.cpuSeconds();
    double submitted = System.currentTimeMillis() / 1e3;
    Path place = download(cargo);
    double ended = System.currentTimeMillis() / 1e3;
    double cpuSeconds = cluster.cpuSeconds() - cpuBefore;
    double busySeconds = MachineTime.now().busySeconds() - busyBefore;
    check(place, cargo);
    double first = origin.accessLog().settled(cargo.sizeBytes()).firstEpochSeconds();
    return new ClusterFigures(
        kind,
        linksBytesPerSecond,
        cargo.sizeBytes(),
        ended - submitted,
        first - submitted,
        ended - origin.accessLog().lastEpochSeconds(),
        nodeBytes(),
        cpuSeconds,
        busySeconds);
  }

  /** Without figures: virtual machines compile what they have not run before. */
  void practise(Cargo cargo) throws IOException, InterruptedException {
    check(download(cargo), cargo);
  }

  private Path download(Cargo cargo) throws IOException, InterruptedException {
    Path place = cluster.files().resolve(cargo.name());
    Host first = cluster.hosts().get(0);
    String destination = kind.nodeLocal() ? "file://" + first.name() + place : place.toString();
    Map<String, Integer> options = lanes > 0 ? Map.of("lanes", lanes) : Map.of();
    NodeApi api = cluster.api();
    String id =
        api.submit(
            cargo.collection(),
            Map.of(
                "source", cargo.source(origin).toString(),
                "destination", destination,
                "options", options));
    api.awaitCompleted(id, LONGEST);
    return place;
  }

  private static void check(Path place, Cargo cargo) throws IOException {
    Optional<String> wrong = cargo.wrong(place);
    if (wrong.isPresent()) {
      throw new IOException("it was said to be complete, and " + wrong.get());
    }
    if (Files.isDirectory(place)) {
      Workplace.empty(place);
    }
    Files.delete(place);
  }

  private List<Long> nodeBytes() throws IOException {
    Map<String, Long> bytes = origin.accessLog().bytesByClient();
    return cluster.hosts().stream().map(host -> bytes.getOrDefault(host.address(), 0L)).toList();
  }
}
