package io.tributary.engine.governor;

import io.tributary.core.quantity.RequestRate;

/**
 * What may be used at most; 0 for no limit.
 *
 * @param connections requests under way at a time
 * @param requestsPerSecond requests begun
 * @param bytesPerSecond payload
 */
public record Limits(int connections, double requestsPerSecond, long bytesPerSecond) {
  public static final Limits NONE = new Limits(0, 0, 0);

  /** More is no limit on any machine. */
  public static final int MOST_CONNECTIONS = 1_000_000;

  public Limits {
    if (connections < 0 || connections > MOST_CONNECTIONS) {
      throw new IllegalArgumentException(
          "connections must be 0 to " + MOST_CONNECTIONS + ", not " + connections);
    }
    RequestRate.require("requests per second", requestsPerSecond);
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException(
          "bytes per second must not be negative: " + bytesPerSecond);
    }
  }

  /** The same with another limit of bytes per second. */
  Limits ofBytes(long newBytesPerSecond) {
    return new Limits(connections, requestsPerSecond, newBytesPerSecond);
  }

  /** What keeps both. */
  public Limits and(Limits other) {
    return new Limits(
        (int) tighter(connections, other.connections),
        tighter(requestsPerSecond, other.requestsPerSecond),
        tighter(bytesPerSecond, other.bytesPerSecond));
  }

  private static double tighter(double one, double other) {
    return one == 0 ? other : other == 0 ? one : Math.min(one, other);
  }

  private static long tighter(long one, long other) {
    return one == 0 ? other : other == 0 ? one : Math.min(one, other);
  }

  /**
   * What one of several nodes may use of it. All shares together are the whole, save that each node
   * has one connection, one byte per second and the least rate of requests, so that none waits for
   * ever.
   *
   * @param place of the node among them, from 0
   */
  public Limits share(int place, int nodes) {
    if (nodes <= 1) {
      return this;
    }
    int more = place < connections % nodes ? 1 : 0;
    return new Limits(
        connections == 0 ? 0 : Math.max(1, connections / nodes + more),
        requestsPerSecond == 0 ? 0 : Math.max(RequestRate.LEAST, requestsPerSecond / nodes),
        bytesPerSecond == 0 ? 0 : Math.max(1, bytesPerSecond / nodes));
  }
}
