package io.tributary.torture.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Something bad that happens to a cluster, and is over when it returns. */
enum Blow {
  /** SIGKILL, of one that fetches and does not decide. */
  FETCHER_KILLED(0, 10) {
    @Override
    void strike(Scene scene, PlannedBlow plan) throws IOException {
      killAndStart(scene, scene.others(plan.pick()).subList(0, 1), plan);
    }
  },
  COORDINATOR_KILLED(0, 10) {
    @Override
    void strike(Scene scene, PlannedBlow plan) throws IOException {
      killAndStart(scene, List.of(scene.coordinator()), plan);
    }
  },
  /** Two of three: the one that is left is a minority, and gives itself up. */
  COORDINATOR_AND_FETCHER_KILLED(0, 10) {
    @Override
    void strike(Scene scene, PlannedBlow plan) throws IOException {
      NodeProcess coordinator = scene.coordinator();
      NodeProcess fetcher = scene.others(plan.pick()).get(0);
      killAndStart(scene, List.of(coordinator, fetcher), plan);
    }
  },
  ALL_NODES_KILLED(0, 10) {
    @Override
    void strike(Scene scene, PlannedBlow plan) {
      killAndStart(scene, scene.cluster().nodes(), plan);
    }
  },
  ALL_NODES_RESTARTED(0, 3) {
    @Override
    void strike(Scene scene, PlannedBlow plan) {
      List<NodeProcess> nodes = scene.cluster().nodes();
      scene.cluster().awaitReady();
      scene.cluster().tend();
      nodes.forEach(NodeProcess::askToLeave);
      nodes.forEach(NodeProcess::awaitLeft);
      scene.cluster().pause(plan.millis());
      nodes.forEach(NodeProcess::start);
    }
  },
  ROLLING_RESTART(0, 2) {
    @Override
    void strike(Scene scene, PlannedBlow plan) {
      for (NodeProcess node : scene.cluster().nodes()) {
        scene.cluster().awaitReady();
        scene.cluster().tend();
        node.askToLeave();
        node.awaitLeft();
        scene.cluster().pause(plan.millis());
        node.start();
      }
    }
  },
  COORDINATOR_FROZEN(1, 30) {
    @Override
    void strike(Scene scene, PlannedBlow plan) throws IOException {
      freeze(scene, scene.coordinator(), plan);
    }
  },
  FETCHER_FROZEN(1, 30) {
    @Override
    void strike(Scene scene, PlannedBlow plan) throws IOException {
      freeze(scene, scene.others(plan.pick()).get(0), plan);
    }
  },
  DATABASE_KILLED(1, 15) {
    @Override
    void strike(Scene scene, PlannedBlow plan) throws IOException {
      scene.cluster().database().kill();
      scene.cluster().pause(plan.millis());
      scene.cluster().database().restart();
    }
  },
  /** From the other nodes, from the database and from the source. */
  LINK_CUT(1, 30) {
    @Override
    void strike(Scene scene, PlannedBlow plan) {
      Links links = scene.cluster().links();
      links.cut(plan.pick());
      scene.cluster().pause(plan.millis());
      links.heal(plan.pick());
    }
  },
  /** From the other nodes alone: database and source are still there for both sides. */
  LINK_CUT_BETWEEN_NODES(1, 30) {
    @Override
    void strike(Scene scene, PlannedBlow plan) {
      Links links = scene.cluster().links();
      links.cutFromOthers(plan.pick());
      scene.cluster().pause(plan.millis());
      links.heal(plan.pick());
    }
  },
  LINK_CUT_ONE_WAY(1, 30) {
    @Override
    void strike(Scene scene, PlannedBlow plan) {
      Links links = scene.cluster().links();
      links.cutOneWay(plan.pick(), plan.millis() % 2 == 0);
      scene.cluster().pause(plan.millis());
      links.heal(plan.pick());
    }
  },
  LINK_FLAPPING(5, 25) {
    @Override
    void strike(Scene scene, PlannedBlow plan) {
      Links links = scene.cluster().links();
      Random random = new Random(plan.millis());
      for (int left = plan.millis(); left > 0; ) {
        links.cut(plan.pick());
        left -= pause(scene, random);
        links.heal(plan.pick());
        left -= pause(scene, random);
      }
    }

    private int pause(Scene scene, Random random) {
      int millis = 200 + random.nextInt(2800);
      scene.cluster().pause(millis);
      return millis;
    }
  };

  private final int leastSeconds;
  private final int mostSeconds;

  Blow(int leastSeconds, int mostSeconds) {
    this.leastSeconds = leastSeconds;
    this.mostSeconds = mostSeconds;
  }

  abstract void strike(Scene scene, PlannedBlow plan) throws IOException;

  /** How long it stays bad. */
  int drawMillis(Random random) {
    return leastSeconds * 1000 + random.nextInt((mostSeconds - leastSeconds) * 1000 + 1);
  }

  /** Whether it takes hosts whose links can be cut. */
  boolean needsLinks() {
    return name().startsWith("LINK_");
  }

  /** Whether the cluster may remove a node for it, which is then started again. */
  boolean mayRemove() {
    return switch (this) {
      case COORDINATOR_AND_FETCHER_KILLED, COORDINATOR_FROZEN, FETCHER_FROZEN -> true;
      case LINK_CUT, LINK_CUT_BETWEEN_NODES, LINK_CUT_ONE_WAY, LINK_FLAPPING -> true;
      case FETCHER_KILLED, COORDINATOR_KILLED, ALL_NODES_KILLED -> false;
      case ALL_NODES_RESTARTED, ROLLING_RESTART, DATABASE_KILLED -> false;
    };
  }

  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void killAndStart(Scene scene, List<NodeProcess> nodes, PlannedBlow plan) {
    List<NodeProcess> victims = new ArrayList<>(nodes);
    // Who has ended by itself until now must not count as killed.
    scene.cluster().tend();
    victims.forEach(NodeProcess::kill);
    scene.cluster().pause(plan.millis());
    victims.forEach(NodeProcess::start);
  }

  private static void freeze(Scene scene, NodeProcess node, PlannedBlow plan) {
    node.freeze();
    scene.cluster().pause(plan.millis());
    node.thaw();
  }
}
