package io.tributary.engine.api;

import static java.util.Objects.requireNonNull;

import io.tributary.core.quantity.RequestRate;

/**
 * What a download, or a job with all its objects, may use on all nodes together, and its share
 * where others want the same.
 *
 * @param bytesPerSecond 0 for no limit
 * @param requestsPerSecond begun; 0 for no limit
 * @param revision how often it was changed since it was asked for: the highest holds
 */
public record Allowance(
    long bytesPerSecond, double requestsPerSecond, Priority priority, int revision) {
  /** As much as there is, like everybody else. */
  public static final Allowance DEFAULT = new Allowance(0, 0, Priority.NORMAL);

  public Allowance {
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException("rate limit must not be negative: " + bytesPerSecond);
    }
    RequestRate.require("limit of requests per second", requestsPerSecond);
    requireNonNull(priority, "priority");
    if (revision < 0) {
      throw new IllegalArgumentException("revision must not be negative: " + revision);
    }
  }

  /** As it was asked for. */
  public Allowance(long bytesPerSecond, double requestsPerSecond, Priority priority) {
    this(bytesPerSecond, requestsPerSecond, priority, 0);
  }

  public boolean isAfter(Allowance other) {
    return revision > other.revision;
  }
}
