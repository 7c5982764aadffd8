package io.tributary.core.plan;

/**
 * How many bytes the next request asks for. Pure.
 *
 * @param partSizeBytes what the user asked for, taken exactly; 0 adapts to size and speed
 * @param thresholdBytes objects smaller than this come in one request
 */
public record PartSizing(long partSizeBytes, long thresholdBytes) {

  /** First request of a lane whose speed is not known yet. */
  public static final long FIRST_BYTES = 4L << 20;

  /** A request should last about this long: round trips weigh little, a lost one costs little. */
  public static final double AIM_SECONDS = 4;

  /** Least bytes worth a request while there is plenty left. */
  public static final long LEAST_BYTES = 1L << 20;

  /** Most bytes of a request, unless the object is so large that it would need too many. */
  public static final long MOST_BYTES = 64L << 20;

  /** Even the last pieces of a slow download are not cut smaller than this. */
  public static final long FLOOR_BYTES = 100L << 10;

  /** At the end, a request may be as short as what a lane moves in this time. */
  public static final double FLOOR_SECONDS = 1;

  /** Most requests that the object is cut into, the last few pieces aside. */
  public static final long MOST_REQUESTS = 100_000;

  public PartSizing {
    if (partSizeBytes < 0 || thresholdBytes < 0) {
      throw new IllegalArgumentException(
          "part size " + partSizeBytes + ", threshold " + thresholdBytes);
    }
  }

  /**
   * @param sizeBytes of all that this download wants, 0 or more
   * @param remainingBytes of that, bytes that no lane has taken yet, 1 or more
   * @param lanes requests at a time, 1 or more
   * @param laneBytesPerSecond recent speed of this one lane; 0 when not known
   * @return 1 or more; may be more than {@code remainingBytes}
   */
  public long next(long sizeBytes, long remainingBytes, int lanes, double laneBytesPerSecond) {
    if (sizeBytes < thresholdBytes) {
      return Math.max(1, sizeBytes);
    }
    if (partSizeBytes > 0) {
      return partSizeBytes;
    }
    long evenShare = remainingBytes / (2L * lanes);
    long steady = Math.max(steady(laneBytesPerSecond), ceilingOf(sizeBytes, MOST_REQUESTS));
    return Math.min(steady, Math.max(evenShare, floor(laneBytesPerSecond)));
  }

  private static long steady(double bytesPerSecond) {
    return bytesPerSecond > 0
        ? clamp(bytesPerSecond * AIM_SECONDS, LEAST_BYTES, MOST_BYTES)
        : FIRST_BYTES;
  }

  private static long floor(double bytesPerSecond) {
    return bytesPerSecond > 0
        ? clamp(bytesPerSecond * FLOOR_SECONDS, FLOOR_BYTES, LEAST_BYTES)
        : LEAST_BYTES;
  }

  private static long clamp(double value, long least, long most) {
    return (long) Math.max((double) least, Math.min((double) most, value));
  }

  private static long ceilingOf(long dividend, long divisor) {
    return dividend / divisor + (dividend % divisor == 0 ? 0 : 1);
  }
}
