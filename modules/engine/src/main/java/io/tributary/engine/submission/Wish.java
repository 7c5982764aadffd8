package io.tributary.engine.submission;

/** What the user wants to become of a submission. */
public enum Wish {
  /** Download it, or go on with it. */
  RUN,
  /** Stop, and keep what is on disk. */
  PAUSE,
  /** Stop, and delete what is on disk. */
  CANCEL
}
