package io.tributary.engine.job;

import io.tributary.engine.placement.NodeId;
import io.tributary.engine.receipt.ReceiptLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.scalatestplus.junit.JUnitSuite;

/**
 * The slices of a job among two nodes, with times that the test gives, and what is said to whom.
 */
abstract class JobWorkersFixture extends JUnitSuite {
  static final NodeId A = new NodeId("a:1#1");
  static final NodeId B = new NodeId("b:1#1");
  static final long RUN = 7;

  /** By then a node that says nothing has lost what it has. */
  static final long LOST = 4000;

  final List<String> said = new ArrayList<>();

  /** How many requests each node was told last that it may have. */
  final Map<NodeId, Integer> allowed = new HashMap<>();

  final JobWorkers workers = new JobWorkers(new Said(), 1);

  final class Said implements JobWorkers.Link {
    @Override
    public void begin(NodeId node, int requests) {
      said.add("begin " + node);
    }

    @Override
    public void bring(NodeId node, int take, Batch batch) {
      said.add("bring " + node + " " + batch.id() + " take " + take);
    }

    @Override
    public void forget(NodeId node, long batch) {
      said.add("forget " + node + " " + batch);
    }

    @Override
    public void alive(NodeId node, long beatNanos, int requests) {
      said.add("alive " + node + " " + beatNanos);
      allowed.put(node, requests);
    }

    @Override
    public void stop(NodeId node) {
      said.add("stop " + node);
    }
  }

  void add(int batches) {
    for (int id = 1; id <= batches; id++) {
      workers.add(new Batch(id, false, items(1)));
    }
  }

  static List<Item> items(int count) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(new Item("oss://b/k" + i, "k" + i, "k" + i, false, 1, "", null, List.of()));
    }
    return items;
  }

  /** They are members, and say so. */
  void up(long millis, NodeId... nodes) {
    workers.tick(List.of(nodes), nanos(millis));
    for (NodeId node : nodes) {
      beat(node, millis);
    }
    workers.tick(List.of(nodes), nanos(millis));
  }

  /** Until then the others are no members, and not heard. */
  void onlyUp(NodeId node, long untilMillis) {
    for (long millis = 250; millis <= untilMillis; millis += 250) {
      up(millis, node);
    }
  }

  void beat(NodeId node, long millis) {
    List<Long> has =
        said.stream()
            .filter(order -> order.startsWith("bring " + node))
            .map(order -> Long.parseLong(order.split(" ")[2]))
            .toList();
    workers.beat(new BatchReport.Beat(RUN, node, has, 0, 5, false), nanos(millis));
  }

  BatchReport.Brought lines(NodeId node, long batch, int first, int count) {
    List<ReceiptLine> lines = new ArrayList<>();
    for (Item item : items(count)) {
      lines.add(Lines.kept(item, 1));
    }
    return new BatchReport.Brought(RUN, node, batch, take(node, batch), first, lines);
  }

  /** That of the last order to the node. */
  int take(NodeId node, long batch) {
    List<String> orders = only("bring " + node + " " + batch + " take ");
    String last = orders.get(orders.size() - 1);
    return Integer.parseInt(last.substring(last.lastIndexOf(' ') + 1));
  }

  static long nanos(long millis) {
    return Duration.ofMillis(10_000 + millis).toNanos();
  }

  long count(String prefix) {
    return only(prefix).size();
  }

  List<String> only(String prefix) {
    return said.stream().filter(order -> order.startsWith(prefix)).toList();
  }
}
