package io.tributary.torture.cluster;

import java.time.Duration;
import java.util.List;

/**
 * What blows may cost: bytes that are fetched again, told in seconds of the whole download's
 * traffic. Where they come from is in docs/reliability.md.
 */
final class Cost {
  /** Hedges, probes, and what lies in the buffers of connections that are given up. */
  private static final long ALWAYS_BYTES = 4L << 20;

  /** A segment grows for 1 s at most, its group waits for 0.5 s, and is flushed and recorded. */
  private static final double UNRECORDED_SECONDS = 3;

  /** Lanes that nobody answers go on for the rest of their lease, in vain. */
  private static final double LEASE_SECONDS = 3.5;

  private static final double TAKE_OVER_SECONDS = UNRECORDED_SECONDS + LEASE_SECONDS;

  /** The journal's connections take so long to find that the database is gone. */
  private static final double JOURNAL_SECONDS = 5;

  private Cost() {}

  /**
   * @param removals how often the cluster removed a node
   * @param stoodStill how long the machine let nobody run who wanted to: these bounds are times
   */
  static long mostBytes(ClusterPlan plan, int removals, Duration stoodStill) {
    double seconds =
        seconds(plan.blows())
            + Math.max(0, removals - meantRemovals(plan.blows())) * TAKE_OVER_SECONDS
            + stoodStill.toMillis() / 1e3;
    return ALWAYS_BYTES + (long) (seconds * plan.bytesPerSecond());
  }

  private static double seconds(List<PlannedBlow> blows) {
    return blows.stream().mapToDouble(Cost::seconds).sum();
  }

  /** What these removals cost is in the blows' seconds. */
  private static long meantRemovals(List<PlannedBlow> blows) {
    return blows.stream().filter(planned -> planned.blow().mayRemove()).count();
  }

  private static double seconds(PlannedBlow planned) {
    double takeOver = TAKE_OVER_SECONDS;
    double bad = planned.millis() / 1e3;
    return switch (planned.blow()) {
      case FETCHER_KILLED -> UNRECORDED_SECONDS;
      case COORDINATOR_KILLED, COORDINATOR_AND_FETCHER_KILLED, ALL_NODES_KILLED -> takeOver;
      case ALL_NODES_RESTARTED -> takeOver;
      case ROLLING_RESTART -> ClusterPlan.NODES * takeOver;
      // What lanes have in hand they fetch to its end meanwhile, and nobody can record it.
      case DATABASE_KILLED -> takeOver + JOURNAL_SECONDS + bad;
      // Sources go on sending to those that do not listen, until the buffers between are full; and
      // a node that was given up, but does not know it, may take the download once more.
      case COORDINATOR_FROZEN, FETCHER_FROZEN -> 3 * takeOver + bad;
      case LINK_CUT, LINK_CUT_BETWEEN_NODES, LINK_CUT_ONE_WAY, LINK_FLAPPING -> 3 * takeOver + bad;
    };
  }
}
