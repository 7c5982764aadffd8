package io.tributary.engine.download;

import java.time.Duration;

/** Notices when nothing is heard any more, of lanes or of what was written. For one thread. */
final class SilenceWatch {
  /** A lane that opens what it needs says nothing until it is done. */
  static final Duration OPENING_PATIENCE = Duration.ofSeconds(10);

  /** With nothing under way, written ranges are flushed and recorded long before this. */
  static final Duration SETTLE_PATIENCE = Duration.ofSeconds(15);

  /** Ticks come a few times a second, unless the whole process stands still. */
  private static final Duration OWN_PAUSE = Duration.ofSeconds(3);

  private final LaneLeases leases;
  private long tickedNanos;
  private long exhaustedNanos = -1;

  SilenceWatch(LaneLeases leases) {
    this.leases = leases;
  }

  void start(long nowNanos) {
    leases.awake(nowNanos);
    tickedNanos = nowNanos;
  }

  /** Who was stopped itself, for seconds, has not listened: that lanes were silent says nothing. */
  void tick(long nowNanos) {
    if (nowNanos - tickedNanos > OWN_PAUSE.toNanos()) {
      leases.allHeard(nowNanos);
    }
    tickedNanos = nowNanos;
  }

  /** Whether a lane that should say something says nothing: then it is given up. */
  boolean givesUp(Lane lane, long nowNanos) {
    Duration patience = lane.ready ? LaneLeases.SILENCE : OPENING_PATIENCE;
    return (lane.work != null || !lane.ready)
        && leases.endIfSilent(lane.number, patience, nowNanos);
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
