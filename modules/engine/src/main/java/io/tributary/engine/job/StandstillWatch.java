package io.tributary.engine.job;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.time.Duration;

/**
 * Notices that this process stood still, or that the job waited for its journal, for so long that
 * another node may have taken the job over. What it had begun is not to be gone on with then, until
 * the journal has taken an event. Thread-safe.
 */
final class StandstillWatch {
  /** As long as a node may be silent. */
  static final Duration LONGEST = JobWorkers.SILENCE;

  private final boolean othersMayTakeOver;
  private final String root;
  private long awakeNanos;
  private boolean stoodStill;

  /**
   * @param othersMayTakeOver otherwise it never matters
   * @param root the directory of the job, for an error
   */
  StandstillWatch(boolean othersMayTakeOver, String root, long nowNanos) {
    this.othersMayTakeOver = othersMayTakeOver;
    this.root = root;
    this.awakeNanos = nowNanos;
  }

  /** To be said a few times a second: the job is at work. Returns whether it always was. */
  synchronized boolean awake(long nowNanos) {
    look(nowNanos);
    // Another thread may have looked at the clock later, and have come first.
    awakeNanos = nowNanos - awakeNanos > 0 ? nowNanos : awakeNanos;
    return !stoodStill;
  }

  private void look(long nowNanos) {
    stoodStill |= othersMayTakeOver && nowNanos - awakeNanos > LONGEST.toNanos();
  }

  /**
   * Before something that cannot be undone.
   *
   * @throws io.tributary.core.failure.TributaryException INTERRUPTED when it stood still
   */
  synchronized void require(long nowNanos) {
    look(nowNanos);
    if (stoodStill) {
      throw new Failure(
              FailureKind.INTERRUPTED,
              "go on with the job in",
              root,
              "this process stood still, and another may be working on it",
              "")
          .asException();
    }
  }
}
