package io.tributary.benchmarks.cluster;

import io.tributary.testkit.network.Link;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where a file goes, and over which links. */
enum ClusterCase {
  SHARED("a directory that all nodes share", false),

  /** Its home has a second link, to the other nodes: theirs bring all they fetch over it. */
  LOCAL("the disk of the first node", true),

  SLOW("a directory that all nodes share; the last node at a tenth of the others' speed", false),

  /** Small and large objects. */
  TREE("a directory that all nodes share, a tree of objects", false);

  /** Of the home node's link to the others, in those to the origin. */
  private static final int WIDE = 20;

  private static final int SLOWER = 10;
  private static final int NODES_WITH_A_SLOW_ONE = 4;

  private final String destination;
  private final boolean nodeLocal;

  ClusterCase(String destination, boolean nodeLocal) {
    this.destination = destination;
    this.nodeLocal = nodeLocal;
  }

  String destination() {
    return destination;
  }

  boolean nodeLocal() {
    return nodeLocal;
  }

  /** Whether many objects are brought, as a job. */
  boolean tree() {
    return this == TREE;
  }

  /** How many nodes it is measured with. */
  List<Integer> sizes(List<Integer> asked) {
    return this == SLOW ? List.of(NODES_WITH_A_SLOW_ONE) : asked;
  }

  /**
   * @param bitsPerSecond of a usual link
   */
  List<Link> links(int nodes, long bitsPerSecond) {
    List<Link> links = new ArrayList<>(Collections.nCopies(nodes, Link.of(bitsPerSecond)));
    if (nodeLocal) {
      links.set(0, Link.of(bitsPerSecond).betweenHosts(WIDE * bitsPerSecond));
    } else if (this == SLOW) {
      links.set(nodes - 1, Link.of(bitsPerSecond / SLOWER));
    }
    return links;
  }
}
