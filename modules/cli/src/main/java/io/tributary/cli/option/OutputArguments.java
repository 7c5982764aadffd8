package io.tributary.cli.option;

import picocli.CommandLine.Option;

/** The options that say how much is said. */
public final class OutputArguments {

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no summary; errors only.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Log to standard error; -vv logs more.")
  boolean[] verbose = {};

  public boolean quiet() {
    return quiet;
  }

  /** 0, 1 or 2. */
  public int verbosity() {
    return Math.min(2, verbose.length);
  }
}
