package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.ReportArguments;
import io.tributary.cli.option.StateArguments;
import io.tributary.cli.report.JsonText;
import io.tributary.cli.report.StateReport;
import io.tributary.engine.journal.StateEntry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tributary state list}: one line for each unfinished download. */
@Command(name = "list", description = "One line for each unfinished download, the oldest first.")
final class StateListCommand implements Callable<Integer> {
  private final Console console;

  @Mixin StateArguments state;
  @Mixin ReportArguments report;
  @Mixin ProgramArguments program;

  StateListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<StateEntry> entries = UnfinishedDownloads.list(state.directory(console.environment()));
    if (report.json()) {
      console
          .out()
          .println(
              JsonText.of(Map.of("downloads", entries.stream().map(StateReport::of).toList())));
    } else {
      entries.forEach(entry -> console.out().println(StateReport.line(entry)));
    }
    return ExitCode.DONE;
  }
}
