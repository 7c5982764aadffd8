package io.tributary.engine.job;

import io.tributary.core.failure.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a job knows of one node that works for it. For one thread. */
final class JobWorker {
  /** A node has the next slice before it has finished one. */
  static final int LEAST = 2;

  /** As many small objects as it asks for in a moment. */
  static final int MOST = 16;

  /** It has in hand what it needs for about so long. */
  private static final Duration AHEAD = Duration.ofSeconds(2);

  boolean ready;

  /** Whether it may not work now: it gets nothing, and no answer by which it keeps what it has. */
  boolean absent;

  /**
   * It said that it has nothing to begin: a few objects that take long must not hold up the rest.
   */
  boolean hungry;

  Failure unfitOrNull;
  long heardNanos;
  long askedNanos;
  long bytesReceived;

  /** Slices that it was given and has not brought. */
  private int inHand;

  private int objectsInHand;

  /** When it brought its last ones. */
  private final Deque<Long> broughtNanos = new ArrayDeque<>();

  /** How many slices it may have in hand: the faster it is, the more. */
  int room() {
    return Math.min(MOST, Math.max(LEAST, broughtNanos.size()));
  }

  /**
   * Whether it gets the next slice, when each is to have more than {@code load}.
   *
   * @param further than its room
   * @param requests that it can have under way: it is to have an object for each
   */
  boolean takes(int load, int further, int requests) {
    boolean room = inHand < room() + further || objectsInHand < requests || hungry;
    return ready && !absent && inHand <= load && room;
  }

  void given(int objects) {
    inHand++;
    objectsInHand += objects;
    hungry = false;
  }

  boolean idleAndAbsent() {
    return absent && inHand == 0;
  }

  void brought(int objects, long nowNanos) {
    inHand--;
    objectsInHand -= objects;
    broughtNanos.addLast(nowNanos);
    if (broughtNanos.size() > MOST) {
      broughtNanos.removeFirst();
    }
  }

  void forgetBefore(long nowNanos) {
    while (!broughtNanos.isEmpty() && nowNanos - broughtNanos.peekFirst() > AHEAD.toNanos()) {
      broughtNanos.removeFirst();
    }
  }
}
