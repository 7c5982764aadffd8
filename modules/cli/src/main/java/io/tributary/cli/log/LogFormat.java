package io.tributary.cli.log;

/** How a line of the log is written. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** For programs: one JSON object a line. */
  JSON
}
