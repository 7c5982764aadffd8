package io.tributary.cli.option;

import picocli.CommandLine.Option;

/** Whether the outcome is for people or for programs. */
public final class ReportArguments {

  @Option(
      names = "--json",
      description = "Print the outcome as one JSON object on standard output.")
  boolean json;

  public boolean json() {
    return json;
  }
}
