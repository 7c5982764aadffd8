package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.ReportArguments;
import io.tributary.cli.remote.DownloadArgument;
import io.tributary.cli.remote.DownloadText;
import io.tributary.cli.remote.ServerArguments;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tributary show}: one download of a cluster. */
@Command(name = "show", description = "All that a node knows of a download or job.")
final class ShowCommand implements Callable<Integer> {
  private final Console console;

  @Mixin ServerArguments server;
  @Mixin DownloadArgument download;
  @Mixin ReportArguments report;
  @Mixin ProgramArguments program;

  ShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var answer = server.client().get(download.path());
    console.out().println(report.json() ? answer.toString() : DownloadText.page(answer));
    return ExitCode.DONE;
  }
}
