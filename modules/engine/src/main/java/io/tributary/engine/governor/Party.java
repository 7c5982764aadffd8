package io.tributary.engine.governor;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Whoever shares a node with others: a download, or a job with all its objects. Its turns are
 * guarded by them.
 */
public final class Party {
  private volatile Claim claim;
  private final Bandwidth bandwidth;

  final Map<Bucket, Flow> flows = new HashMap<>();
  final Pace pace = new Pace();
  int underWay;
  double virtualTime;

  Party(Claim claim, LongSupplier clock) {
    this.claim = claim;
    this.bandwidth = Bandwidth.of(claim.limits().bytesPerSecond(), clock);
  }

  Claim claim() {
    return claim;
  }

  /** It may use something else from now on; its division is to follow. */
  void claim(Claim next) {
    claim = next;
  }

  double weight() {
    return claim.weight();
  }

  /** Requests that it has under way, by its weight. */
  double occupancy() {
    return underWay / weight();
  }

  /** What it may use of this node's bandwidth, and of its own; it changes with the others. */
  public Bandwidth bandwidth() {
    return bandwidth;
  }
}
