package io.tributary.engine.submission;

/** How far a submission is. */
public enum SubmissionState {
  /** It waits for its turn; nothing of it is in memory. */
  WAITING(false),
  /** It is being downloaded, or was when its node was lost, and goes on by itself. */
  ACTIVE(false),
  /** Stopped by its user; what is on disk is kept. */
  PAUSED(false),
  /** The file is published. */
  COMPLETED(true),
  /** It ended without a file; the submission says why. */
  FAILED(true),
  /** Given up by its user; nothing is kept on disk. */
  CANCELLED(true);

  private final boolean ended;

  SubmissionState(boolean ended) {
    this.ended = ended;
  }

  /** True when nothing more happens to it unless somebody asks. */
  public boolean ended() {
    return ended;
  }
}
