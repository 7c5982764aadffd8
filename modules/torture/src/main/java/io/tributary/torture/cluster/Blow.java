package io.tributary.torture.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Something bad that happens to a cluster, and is over when it returns. */
enum Blow {
  ONE_NODE_KILLED {
    @Override
    void strike(LocalCluster cluster, Random random) {
      restartAfterKill(some(cluster, random, 1), random);
    }
  },
  TWO_NODES_KILLED {
    @Override
    void strike(LocalCluster cluster, Random random) {
      restartAfterKill(some(cluster, random, 2), random);
    }
  },
  ALL_NODES_KILLED {
    @Override
    void strike(LocalCluster cluster, Random random) {
      restartAfterKill(cluster.nodes(), random);
    }
  },
  ONE_NODE_FROZEN {
    @Override
    void strike(LocalCluster cluster, Random random) {
      NodeProcess node = some(cluster, random, 1).get(0);
      node.freeze();
      pause(random, 1_000, LONGEST_FREEZE_MILLIS);
      node.thaw();
    }
  },
  DATABASE_KILLED {
    @Override
    void strike(LocalCluster cluster, Random random) throws IOException {
      cluster.database().kill();
      pause(random, 500, 15_000);
      cluster.database().restart();
    }
  },
  ROLLING_RESTART {
    @Override
    void strike(LocalCluster cluster, Random random) {
      for (NodeProcess node : cluster.nodes()) {
        node.stop();
        node.start();
        node.awaitReady();
      }
    }
  };

  private static final int LONGEST_FREEZE_MILLIS = 30_000;

  static Blow draw(Random random) {
    List<Blow> all = List.of(values());
    return all.get(random.nextInt(all.size()));
  }

  abstract void strike(LocalCluster cluster, Random random) throws Exception;

  private static List<NodeProcess> some(LocalCluster cluster, Random random, int count) {
    List<NodeProcess> nodes = new ArrayList<>(cluster.nodes());
    Collections.shuffle(nodes, random);
    return nodes.subList(0, count);
  }

  private static void restartAfterKill(List<NodeProcess> victims, Random random) {
    victims.forEach(NodeProcess::kill);
    pause(random, 0, 10_000);
    victims.forEach(NodeProcess::start);
  }

  /** How long something stays bad is part of the case, and waits for nothing. */
  private static void pause(Random random, int leastMillis, int mostMillis) {
    try {
      Thread.sleep(leastMillis + random.nextInt(mostMillis - leastMillis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
