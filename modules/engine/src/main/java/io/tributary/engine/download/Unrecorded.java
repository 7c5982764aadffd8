package io.tributary.engine.download;

import io.tributary.core.plan.PartQueue;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.placement.NodeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What lanes wrote to its end and nobody has recorded yet, by node: with the node it is lost. Holds
 * what was written in the last second or so. Mutable, for one thread.
 */
final class Unrecorded {
  private final Map<NodeId, PartQueue> written = new HashMap<>();

  void wrote(NodeId node, long start, long end) {
    if (start < end) {
      written
          .computeIfAbsent(node, n -> PartQueue.of(List.of()))
          .giveBack(new ByteRange(start, end));
    }
  }

  /** Forgets what has been recorded. */
  void look(Function<ByteRange, List<ByteRange>> missing) {
    written.replaceAll((node, queue) -> PartQueue.of(stillMissing(queue, missing)));
    written.values().removeIf(PartQueue::isEmpty);
  }

  /** What is lost with this node. */
  List<ByteRange> lose(NodeId node, Function<ByteRange, List<ByteRange>> missing) {
    PartQueue queue = written.remove(node);
    return queue == null ? List.of() : stillMissing(queue, missing);
  }

  private static List<ByteRange> stillMissing(
      PartQueue queue, Function<ByteRange, List<ByteRange>> missing) {
    return queue.ranges().stream().flatMap(range -> missing.apply(range).stream()).toList();
  }
}
