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
 * @param requests for small objects of a job at a time on each node, 1 to 256; 0 of a single
 *     object, and where nobody says
 */
public record Allowance(
    long bytesPerSecond, double requestsPerSecond, Priority priority, int revision, int requests) {
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
    if (requests != 0) {
      JobOptions.requireRequests(requests);
    }
  }

  /** Where nobody says how many requests at a time. */
  public Allowance(long bytesPerSecond, double requestsPerSecond, Priority priority, int revision) {
    this(bytesPerSecond, requestsPerSecond, priority, revision, 0);
  }

  /** As it was asked for. */
  public Allowance(long bytesPerSecond, double requestsPerSecond, Priority priority) {
    this(bytesPerSecond, requestsPerSecond, priority, 0);
  }

  /** The same for a job that has so many requests at a time. */
  Allowance withRequests(int value) {
    return new Allowance(bytesPerSecond, requestsPerSecond, priority, revision, value);
  }

  public boolean isAfter(Allowance other) {
    return revision > other.revision;
  }
}
