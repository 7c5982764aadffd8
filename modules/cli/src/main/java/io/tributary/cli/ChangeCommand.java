package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.option.AllowanceArguments;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.ReportArguments;
import io.tributary.cli.remote.DownloadArgument;
import io.tributary.cli.remote.DownloadText;
import io.tributary.cli.remote.ServerArguments;
import io.tributary.cli.report.JsonText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tributary change}: what it may use, while it runs, too. */
@Command(
    name = "change",
    description = "Change the limits or the priority of a download or job, also while it runs.")
final class ChangeCommand implements Callable<Integer> {
  private final Console console;

  @Mixin ServerArguments server;
  @Mixin DownloadArgument download;
  @Mixin AllowanceArguments allowance;
  @Mixin ReportArguments report;
  @Mixin ProgramArguments program;

  ChangeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String changes = JsonText.of(allowance.changes());
    var answer = server.client().post(download.path(), changes);
    console.out().println(report.json() ? answer.toString() : DownloadText.line(answer));
    return ExitCode.DONE;
  }
}
