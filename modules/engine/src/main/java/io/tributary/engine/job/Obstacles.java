package io.tributary.engine.job;

import io.tributary.core.failure.FailureKind;
import java.time.Duration;

/**
 * What stands in the way of a large object and goes away by itself, and since when. What comes back
 * after the object has got on stands there anew. Not thread-safe.
 */
final class Obstacles {
  /**
   * Another download to the same file that is being stopped is over within this: a job that was
   * paused or cancelled goes on, or another begins, before all of its downloads are.
   */
  static final Duration BUSY_PATIENCE = Duration.ofSeconds(30);

  /**
   * A node that has a download and does not reach this one, whose disk it is for, is out of the
   * cluster within this, or this one is.
   */
  static final Duration CUT_OFF_PATIENCE = Duration.ofMinutes(2);

  /** Null when there is none. */
  private FailureKind kindOrNull;

  private long sinceNanos;
  private long bytesDoneThen;

  /**
   * Whether the object is to be tried again after it has failed.
   *
   * @param bytesDone of the object so far, of any try
   */
  boolean mayBeTriedAgain(FailureKind kind, long bytesDone, long nowNanos) {
    if (kind != kindOrNull || bytesDone != bytesDoneThen) {
      sinceNanos = nowNanos;
    }
    kindOrNull = kind;
    bytesDoneThen = bytesDone;
    return switch (kind) {
      case DESTINATION_BUSY -> nowNanos - sinceNanos <= BUSY_PATIENCE.toNanos();
      case HOME_AWAY -> nowNanos - sinceNanos <= CUT_OFF_PATIENCE.toNanos();
      default -> false;
    };
  }

  /** Whether another download has its file. */
  boolean busy() {
    return kindOrNull == FailureKind.DESTINATION_BUSY;
  }
}
