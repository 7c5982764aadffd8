package io.tributary.engine.job;

import io.tributary.engine.lane.LaneLease;

/**
 * Whether a node may still give files their names: the job answers its beats, and gives what it has
 * to others only after it has not done so for longer than this lasts. Once it was over, it stays
 * so, whatever is answered later: what the node has may be another's by then. Thread-safe.
 */
final class WorkLease {
  private final LaneLease lease = new LaneLease();
  private final boolean others;
  private volatile boolean answered;
  private volatile boolean over;

  /**
   * @param others whether others may be given what this node has, or may take the job over
   */
  WorkLease(boolean others) {
    this.others = others;
  }

  /** The job heard what was sent then. */
  void renew(long answeredBeatNanos) {
    lease.renew(answeredBeatNanos);
    answered = true;
  }

  /** Whether a file may get its name now. */
  boolean holds() {
    if (others && !lease.holds()) {
      over = true;
    }
    return !over;
  }

  /** Whether it is over for good; not as long as the first beat is under way. */
  boolean over() {
    return over || (answered && !holds());
  }
}
