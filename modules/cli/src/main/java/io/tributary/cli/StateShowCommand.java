package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.ReportArguments;
import io.tributary.cli.option.StateArguments;
import io.tributary.cli.report.JsonText;
import io.tributary.cli.report.StateReport;
import io.tributary.engine.journal.StateEntry;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tributary state show}: all that is known of one unfinished download. */
@Command(name = "show", description = "Show what is known of one unfinished download.")
final class StateShowCommand implements Callable<Integer> {
  private final Console console;

  @Mixin StateArguments state;
  @Mixin ReportArguments report;
  @Mixin ProgramArguments program;

  @Parameters(paramLabel = "DEST", description = "The file that it is to become.")
  Path destination;

  StateShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path directory = state.directory(console.environment());
    StateEntry entry = UnfinishedDownloads.find(directory, destination);
    console
        .out()
        .println(report.json() ? JsonText.of(StateReport.of(entry)) : StateReport.text(entry));
    return ExitCode.DONE;
  }
}
