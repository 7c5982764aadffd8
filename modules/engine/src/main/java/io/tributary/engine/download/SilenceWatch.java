package io.tributary.engine.download;

import java.time.Duration;
import java.util.Collection;

/** Notices when nothing is heard any more, of a lane or of what was written. For one thread. */
final class SilenceWatch {
  /** A lane that has work and is silent this long has lost its node or its actor. */
  static final Duration LEASE = Duration.ofSeconds(10);

  /** With nothing under way, written ranges are flushed and recorded long before this. */
  static final Duration SETTLE_PATIENCE = Duration.ofSeconds(15);

  /** Ticks come a few times a second, unless the whole process stands still. */
  private static final Duration OWN_PAUSE = Duration.ofSeconds(3);

  private long tickedNanos;
  private long exhaustedNanos = -1;

  void start(long nowNanos) {
    tickedNanos = nowNanos;
  }

  /** Who was stopped itself, for seconds, has not listened: that lanes were silent says nothing. */
  void tick(Collection<Lane> lanes, long nowNanos) {
    if (nowNanos - tickedNanos > OWN_PAUSE.toNanos()) {
      lanes.forEach(lane -> lane.heardNanos = nowNanos);
    }
    tickedNanos = nowNanos;
  }

  /** Whether a lane that should say something says nothing. */
  boolean of(Lane lane, long nowNanos) {
    return nowNanos - lane.heardNanos > LEASE.toNanos() && (lane.work != null || !lane.ready);
  }

  /**
   * Whether what lanes wrote should have been recorded by now.
   *
   * @param exhausted no lane has work, and there is none to give out
   */
  boolean overdue(boolean exhausted, long nowNanos) {
    if (!exhausted) {
      exhaustedNanos = -1;
      return false;
    }
    if (exhaustedNanos < 0) {
      exhaustedNanos = nowNanos;
    }
    return nowNanos - exhaustedNanos > SETTLE_PATIENCE.toNanos();
  }

  /** Something is under way again, or still. */
  void underWay() {
    exhaustedNanos = -1;
  }
}
