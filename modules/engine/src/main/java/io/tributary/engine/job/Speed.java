package io.tributary.engine.job;

/** Bytes per second, smoothed over a few seconds. For one thread. */
final class Speed {
  /** How fast an old measurement loses its weight, at four a second. */
  private static final double SMOOTHING = 0.15;

  private long lastBytes;
  private long lastNanos;
  private double bytesPerSecond;

  Speed(long nowNanos) {
    lastNanos = nowNanos;
  }

  /**
   * @param bytes that came so far; when there are fewer than before, a node was lost
   */
  double at(long bytes, long nowNanos) {
    double seconds = Math.max(1, nowNanos - lastNanos) / 1e9;
    double latest = Math.max(0, bytes - lastBytes) / seconds;
    bytesPerSecond =
        bytesPerSecond == 0 ? latest : SMOOTHING * latest + (1 - SMOOTHING) * bytesPerSecond;
    lastBytes = bytes;
    lastNanos = nowNanos;
    return bytesPerSecond;
  }
}
