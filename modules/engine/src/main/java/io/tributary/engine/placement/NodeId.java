package io.tributary.engine.placement;

import akka.cluster.UniqueAddress;

/**
 * One incarnation of one node: after a restart it is another.
 *
 * @param text {@code host:port#uid}; never empty, without {@code |}
 */
public record NodeId(String text) implements Comparable<NodeId> {
  public NodeId {
    if (text.isEmpty() || text.indexOf(NodeShards.SEPARATOR) >= 0) {
      throw new IllegalArgumentException("no id of a node: " + text);
    }
  }

  /**
   * @param node with its host, as members of a cluster have
   */
  static NodeId of(UniqueAddress node) {
    return new NodeId(
        node.address().getHost().orElseThrow()
            + ":"
            + node.address().getPort().orElseThrow()
            + "#"
            + node.longUid());
  }

  @Override
  public int compareTo(NodeId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
