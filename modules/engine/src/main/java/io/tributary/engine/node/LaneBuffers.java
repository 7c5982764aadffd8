package io.tributary.engine.node;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The memory outside the heap that the lanes of a node read into. It is bounded however many lanes
 * there are: the first ones have what they want, later ones less and less, and each has 16 KiB.
 * What is given back is kept for the next lanes, within the same bound: only a collection of the
 * whole heap would free it. Thread-safe.
 */
public final class LaneBuffers {
  static final int LEAST_BYTES = 16 << 10;

  /** Of what is left a lane gets so much at most, so that others will find something. */
  private static final int SHARE = 4;

  private final int wantedBytes;
  private final long mostBytes;

  /** By their size; the latest on top, which the processor may still have in its cache. */
  private final Map<Integer, Deque<ByteBuffer>> kept = new HashMap<>();

  private long takenBytes;
  private long keptBytes;

  /**
   * @param wantedBytes of each lane
   * @param mostBytes of all of them, but for the least that each has
   */
  public LaneBuffers(int wantedBytes, long mostBytes) {
    this.wantedBytes = wantedBytes;
    this.mostBytes = mostBytes;
  }

  /** A buffer, to be given back; what is in it is another's. */
  public ByteBuffer take() {
    int bytes;
    synchronized (this) {
      bytes = size();
      takenBytes += bytes;
      Deque<ByteBuffer> alike = kept.get(bytes);
      if (alike != null && !alike.isEmpty()) {
        keptBytes -= bytes;
        return alike.poll().clear();
      }
      makeRoom();
    }
    return made(bytes);
  }

  /** Without the lock: it is filled with zeroes, and may have to wait for a collection. */
  private ByteBuffer made(int bytes) {
    try {
      return ByteBuffer.allocateDirect(bytes);
    } catch (OutOfMemoryError e) {
      synchronized (this) {
        takenBytes -= bytes;
      }
      throw e;
    }
  }

  /** Of few sizes, so that one which was given back fits the next lane. */
  private int size() {
    long share = Math.max(0, mostBytes - takenBytes) / SHARE;
    if (share >= wantedBytes) {
      return wantedBytes;
    }
    return Math.min(wantedBytes, (int) Math.max(LEAST_BYTES, Long.highestOneBit(share)));
  }

  /** Forgets kept ones of other sizes, which are freed some time later. */
  private void makeRoom() {
    for (Deque<ByteBuffer> alike : kept.values()) {
      while (takenBytes + keptBytes > mostBytes && !alike.isEmpty()) {
        keptBytes -= alike.poll().capacity();
      }
    }
  }

  /** Of a buffer that nobody reads into, or out of, any more. */
  public synchronized void giveBack(ByteBuffer buffer) {
    int bytes = buffer.capacity();
    takenBytes -= bytes;
    if (takenBytes + keptBytes + bytes <= mostBytes) {
      kept.computeIfAbsent(bytes, unknown -> new ArrayDeque<>()).push(buffer);
      keptBytes += bytes;
    }
  }

  /** Of all that were not given back. */
  public synchronized long takenBytes() {
    return takenBytes;
  }

  synchronized long keptBytes() {
    return keptBytes;
  }
}
