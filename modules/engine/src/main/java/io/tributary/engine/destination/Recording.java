package io.tributary.engine.destination;

/**
 * How what lanes write is made to last.
 *
 * @param flush whether it is reported only after fdatasync
 * @param leastGroupBytes fewer are not reported, however long they wait, unless somebody asks
 */
public record Recording(boolean flush, long leastGroupBytes) {
  /**
   * A group of this share of a large object: then a slow download of it, which takes hours, is not
   * journaled twice a second all the time.
   */
  public static final long GROUPS_PER_OBJECT = 4096;

  /** Part of what may be lost to a crash, for each lane. */
  public static final long MOST_GROUP_BYTES_PER_LANE = 6L << 20;

  public Recording {
    if (leastGroupBytes < 0) {
      throw new IllegalArgumentException("group of " + leastGroupBytes + " bytes");
    }
  }

  /**
   * @param sizeBytes of all that is to be written; -1 while unknown
   * @param lanes that write side by side, 1 or more
   */
  public static Recording of(boolean flush, long sizeBytes, int lanes) {
    long share = Math.max(0, sizeBytes) / GROUPS_PER_OBJECT;
    return new Recording(flush, Math.min(share, lanes * MOST_GROUP_BYTES_PER_LANE));
  }
}
