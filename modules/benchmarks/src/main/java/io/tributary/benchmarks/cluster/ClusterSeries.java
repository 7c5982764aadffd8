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

/** One download for each case and number of nodes, each in a cluster of its own. */
final class ClusterSeries {
  private static final long MEGABIT = 1_000_000;

  private final TestCluster.Surroundings surroundings;
  private final Nginx origin;
  private final Goods goods;
  private final boolean practised;

  /**
   * What clusters bring.
   *
   * @param object by which the link alone is measured, too
   * @param practice what a cluster brings first, without being measured
   */
  record Goods(TestObject object, TestObject practice, Cargo tree, Cargo treePractice) {
    Cargo of(ClusterCase kind) {
      return kind.tree() ? tree : Cargo.of(object);
    }

    Cargo practice(ClusterCase kind) {
      return kind.tree() ? treePractice : Cargo.of(practice);
    }
  }

  /**
   * @param practised whether each cluster may practise
   */
  ClusterSeries(
      TestCluster.Surroundings surroundings, Nginx origin, Goods goods, boolean practised) {
    this.surroundings = surroundings;
    this.origin = origin;
    this.goods = goods;
    this.practised = practised;
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
    URI url = Cargo.of(goods.object()).source(origin);
    return LinkReference.bytesPerSecond(host, url, goods.object().sizeBytes());
  }

  private ClusterFigures measure(
      ClusterCase kind, List<Link> links, double linksBytesPerSecond, int lanes)
      throws IOException, InterruptedException {
    String name = ClusterTable.name(kind) + "-" + links.size();
    System.err.print(name + ": ");
    try (TestCluster cluster = TestCluster.start(surroundings, name, links)) {
      ClusterRun run = new ClusterRun(cluster, kind, origin, lanes);
      if (practised) {
        run.practise(goods.practice(kind));
      }
      ClusterFigures figures = run.measure(goods.of(kind), linksBytesPerSecond);
      System.err.printf(
          Locale.ROOT, "%.2f s, %.3f of the links%n", figures.submitSeconds(), figures.share());
      return figures;
    }
  }
}
