package io.tributary.cli.option;

import picocli.CommandLine.Option;

/** How progress is shown, always on standard error. */
public final class ProgressArguments {

  /** The ways to show progress. */
  public enum Progress {
    /** A bar on a terminal, else plain lines. */
    AUTO,
    BAR,
    PLAIN,
    JSON,
    NONE
  }

  @Option(
      names = "--progress",
      paramLabel = "HOW",
      description =
          "On standard error: auto (a bar on a terminal, else plain), bar, plain, json or none."
              + " Default: auto.")
  Progress progress = Progress.AUTO;

  public Progress progress() {
    return progress;
  }
}
