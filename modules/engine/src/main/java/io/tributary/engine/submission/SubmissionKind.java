package io.tributary.engine.submission;

/** What a submission is. */
public enum SubmissionKind {
  /** One object to one file. */
  DOWNLOAD,
  /** Many objects to one directory. */
  JOB
}
