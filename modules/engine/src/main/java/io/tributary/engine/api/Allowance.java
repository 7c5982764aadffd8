package io.tributary.engine.api;

import static java.util.Objects.requireNonNull;

import io.tributary.core.quantity.RequestRate;

/**
 * What a download, or a job with all its objects, may use on all nodes together, and its share
 * where others want the same.
 *
 * @param bytesPerSecond 0 for no limit
 * @param requestsPerSecond begun; 0 for no limit
 */
public record Allowance(long bytesPerSecond, double requestsPerSecond, Priority priority) {
  /** As much as there is, like everybody else. */
  public static final Allowance DEFAULT = new Allowance(0, 0, Priority.NORMAL);

  public Allowance {
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException("rate limit must not be negative: " + bytesPerSecond);
    }
    RequestRate.require("limit of requests per second", requestsPerSecond);
    requireNonNull(priority, "priority");
  }
}
