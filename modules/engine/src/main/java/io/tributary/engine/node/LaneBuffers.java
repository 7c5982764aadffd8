package io.tributary.engine.node;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory outside the heap that the lanes of a node read into. It is bounded however many lanes
 * there are: the first ones have what they want, later ones less and less, and each has 16 KiB.
 * Thread-safe.
 */
public final class LaneBuffers {
  static final int LEAST_BYTES = 16 << 10;

  /** Of what is left a lane gets so much at most, so that others will find something. */
  private static final int SHARE = 4;

  private final int wantedBytes;
  private final long mostBytes;
  private final AtomicLong takenBytes = new AtomicLong();

  /**
   * @param wantedBytes of each lane
   * @param mostBytes of all of them, but for the least that each has
   */
  LaneBuffers(int wantedBytes, long mostBytes) {
    this.wantedBytes = wantedBytes;
    this.mostBytes = mostBytes;
  }

  /** A buffer, to be given back. */
  public ByteBuffer take() {
    int bytes = Math.min(wantedBytes, Math.max(LEAST_BYTES, share()));
    takenBytes.addAndGet(bytes);
    try {
      return ByteBuffer.allocateDirect(bytes);
    } catch (OutOfMemoryError e) {
      takenBytes.addAndGet(-bytes);
      throw e;
    }
  }

  private int share() {
    long share = (mostBytes - takenBytes.get()) / SHARE;
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, share));
  }

  /** Of a buffer that is not used any more. */
  public void giveBack(ByteBuffer buffer) {
    takenBytes.addAndGet(-buffer.capacity());
  }

  long takenBytes() {
    return takenBytes.get();
  }
}
