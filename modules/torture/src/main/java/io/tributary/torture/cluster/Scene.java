package io.tributary.torture.cluster;

import io.tributary.torture.campaign.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A download under way in a cluster, for those who mean to harm it. */
final class Scene {
  /** A coordinator that has just been lost is somewhere else by then. */
  private static final long PATIENCE_SECONDS = 40;

  private final LocalCluster cluster;
  private final String id;
  private final Tally tally;
  private boolean ended;

  Scene(LocalCluster cluster, String id, Tally tally) {
    this.cluster = cluster;
    this.id = id;
    this.tally = tally;
  }

  LocalCluster cluster() {
    return cluster;
  }

  /** Whether the download was over when somebody looked for whom to harm. */
  boolean ended() {
    return ended;
  }

  /**
   * The node that decides about the download now; any when it is over. Where no node says which it
   * is, the first one, as whoever reads the results is told.
   */
  NodeProcess coordinator() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    Optional<NodeProcess> found = look();
    while (found.isEmpty()) {
      if (System.nanoTime() > deadline) {
        tally.count("coordinators/not told by any node: the first was taken for it");
        return cluster.nodes().get(0);
      }
      cluster.pause(100);
      found = look();
    }
    return found.get();
  }

  private Optional<NodeProcess> look() throws IOException {
    if (cluster.client().state(cluster.nodes(), id).equals("completed")) {
      ended = true;
      return Optional.of(cluster.nodes().get(0));
    }
    return cluster
        .client()
        .coordinator(cluster.nodes(), id)
        .flatMap(
            name -> cluster.nodes().stream().filter(node -> node.name().equals(name)).findFirst());
  }

  /** The nodes that do not, beginning with the one that was drawn. */
  List<NodeProcess> others(int pick) throws IOException {
    List<NodeProcess> others = new ArrayList<>(cluster.nodes());
    others.remove(coordinator());
    Collections.rotate(others, pick);
    return others;
  }
}
