package io.tributary.benchmarks.relay;

import java.time.Duration;

/**
 * What a relay makes of the connections through it.
 *
 * @param roundTrip of each connection; opening one takes a round trip as well
 * @param windowBytes of a connection that may be under way at a time, as in TCP
 * @param bytesPerSecond most that one connection brings; 0 for no limit
 * @param stallAfterBytes the third connection that has brought so many brings no more, and stays
 *     open; 0 for none
 */
public record Shape(
    Duration roundTrip, long windowBytes, long bytesPerSecond, long stallAfterBytes) {
  /** Enough where nothing is delayed. */
  private static final long SHORT_WINDOW_BYTES = 256 << 10;

  /** Every connection brings this many bytes per second, evenly. */
  public static Shape limited(long bytesPerSecond) {
    return new Shape(Duration.ZERO, SHORT_WINDOW_BYTES, bytesPerSecond, 0);
  }

  /** The same, but one connection ceases to bring anything. */
  public Shape stallingAfter(long bytes) {
    return new Shape(roundTrip, windowBytes, bytesPerSecond, bytes);
  }

  /** Every connection is that long. */
  public static Shape distant(Duration roundTrip, long windowBytes) {
    return new Shape(roundTrip, windowBytes, 0, 0);
  }
}
