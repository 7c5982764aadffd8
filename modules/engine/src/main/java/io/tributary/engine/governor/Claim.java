package io.tributary.engine.governor;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.Priority;

/**
 * What a download, or a job with all its objects, may use on all nodes together.
 *
 * @param owner names it: all who claim for it share
 * @param limits without connections, which are its lanes or requests
 * @param nodes that it uses at most, however many there are; 1 or more
 * @param revision of several claims of one owner, the highest holds
 */
public record Claim(String owner, Limits limits, Priority priority, int nodes, int revision) {
  public Claim {
    requireNonNull(owner, "owner");
    requireNonNull(limits, "limits");
    requireNonNull(priority, "priority");
    if (nodes < 1) {
      throw new IllegalArgumentException("nodes must be 1 or more: " + nodes);
    }
  }

  /** As it was asked for. */
  public Claim(String owner, Limits limits, Priority priority, int nodes) {
    this(owner, limits, priority, nodes, 0);
  }

  /** Of normal priority, on any number of nodes. */
  public static Claim of(String owner, long bytesPerSecond) {
    return new Claim(
        owner, new Limits(0, 0, bytesPerSecond), Priority.NORMAL, Limits.MOST_CONNECTIONS);
  }

  /**
   * @param lanes how many requests at a time it has on all nodes; 0 when nobody knows
   */
  public static Claim of(String owner, Allowance allowance, int lanes) {
    return of(owner, allowance).onNodes(lanes == 0 ? Limits.MOST_CONNECTIONS : lanes);
  }

  private static Claim of(String owner, Allowance allowance) {
    return new Claim(
        owner,
        new Limits(0, allowance.requestsPerSecond(), allowance.bytesPerSecond()),
        allowance.priority(),
        Limits.MOST_CONNECTIONS,
        allowance.revision());
  }

  private Claim onNodes(int most) {
    return new Claim(owner, limits, priority, most, revision);
  }

  /** The same owner's, on as many nodes, with what it may use now. */
  Claim with(Allowance allowance) {
    return of(owner, allowance).onNodes(nodes);
  }

  double weight() {
    return switch (priority) {
      case LOW -> 0.25;
      case NORMAL -> 1;
      case HIGH -> 4;
    };
  }

  /** On one of several nodes. */
  Limits share(int place, int of) {
    return limits.share(place, Math.min(nodes, of));
  }
}
