package io.tributary.benchmarks.cluster;

import io.tributary.benchmarks.origin.Nginx;
import io.tributary.benchmarks.origin.TestObject;
import io.tributary.testkit.network.Host;
import io.tributary.testkit.network.Link;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One download for each case and number of nodes, each in a cluster of its own. */
final class ClusterSeries {
  private static final long MEGABIT = 1_000_000;

  private final TestCluster.Surroundings surroundings;
  private final Nginx origin;
  private final TestObject object;
  private final Optional<TestObject> practice;

  /**
   * @param practice what each cluster downloads first, without being measured
   */
  ClusterSeries(
      TestCluster.Surroundings surroundings,
      Nginx origin,
      TestObject object,
      Optional<TestObject> practice) {
    this.surroundings = surroundings;
    this.origin = origin;
    this.object = object;
    this.practice = practice;
  }

  String run(List<ClusterCase> cases, List<Integer> nodes, int linkMegabits, int lanes)
      throws IOException, InterruptedException {
    long bitsPerSecond = linkMegabits * MEGABIT;
    double linkBytesPerSecond = linkAlone(bitsPerSecond);
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Link alone: one connection of curl brings %.2f MB/s over a link of %d Mbit/s.%n",
            linkBytesPerSecond / 1e6,
            linkMegabits));
    for (ClusterCase kind : cases) {
      List<ClusterFigures> figures = new ArrayList<>();
      for (int size : kind.sizes(nodes)) {
        List<Link> links = kind.links(size, bitsPerSecond);
        double sum =
            links.stream().mapToLong(Link::bitsPerSecond).sum()
                * (linkBytesPerSecond / bitsPerSecond);
        figures.add(measure(kind, links, sum, lanes));
      }
      text.append("\n").append(ClusterTable.of(kind, figures));
    }
    return text.toString();
  }

  private double linkAlone(long bitsPerSecond) throws IOException, InterruptedException {
    Host host = surroundings.network().host("alone", Link.of(bitsPerSecond));
    URI url = origin.url(object, false, false, origin.port(false));
    return LinkReference.bytesPerSecond(host, url, object.sizeBytes());
  }

  private ClusterFigures measure(
      ClusterCase kind, List<Link> links, double linksBytesPerSecond, int lanes)
      throws IOException, InterruptedException {
    String name = ClusterTable.name(kind) + "-" + links.size();
    System.err.print(name + ": ");
    try (TestCluster cluster = TestCluster.start(surroundings, name, links)) {
      ClusterRun run = new ClusterRun(cluster, kind, origin, lanes);
      if (practice.isPresent()) {
        run.practise(practice.get());
      }
      ClusterFigures figures = run.measure(object, linksBytesPerSecond);
      System.err.printf(
          Locale.ROOT, "%.2f s, %.3f of the links%n", figures.submitSeconds(), figures.share());
      return figures;
    }
  }
}
