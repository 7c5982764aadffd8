package io.tributary.engine.lane;

import java.time.Duration;

/**
 * Decides whether a body still flows: at least {@link #LEAST_BYTES_PER_SECOND} over the window,
 * counting only time in which we were waiting for the network. Thread-safe.
 */
final class StallWatch {
  /**
   * Below this a connection is as good as dead; what aws-cli and OGGM users ask for (faults 14).
   */
  static final long LEAST_BYTES_PER_SECOND = 1024;

  private final long windowNanos;
  private long markNanos;
  private long markBytes;
  private long lastByteNanos;
  private long bytes;

  StallWatch(Duration window, long nowNanos) {
    this.windowNanos = window.toNanos();
    this.markNanos = nowNanos;
    this.lastByteNanos = nowNanos;
  }

  synchronized void received(long count, long nowNanos) {
    bytes += count;
    lastByteNanos = nowNanos;
  }

  /** We held the stream back ourselves until now: the clock starts again. */
  synchronized void heldBack(long nowNanos) {
    markNanos = nowNanos;
    markBytes = bytes;
    lastByteNanos = nowNanos;
  }

  /** So long the disk kept us from reading: that time does not count. */
  synchronized void kept(long nanos) {
    markNanos += nanos;
    lastByteNanos += nanos;
  }

  synchronized boolean stalled(long nowNanos) {
    if (nowNanos - lastByteNanos >= windowNanos) {
      return true;
    }
    long elapsedNanos = nowNanos - markNanos;
    if (elapsedNanos < windowNanos) {
      return false;
    }
    boolean tooSlow = (bytes - markBytes) * 1e9 < (double) LEAST_BYTES_PER_SECOND * elapsedNanos;
    markNanos = nowNanos;
    markBytes = bytes;
    return tooSlow;
  }
}
