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

/** {@code tributary pause}: for a while. */
@Command(name = "pause", description = "Stop a download or job; what is on the disk is kept.")
final class PauseCommand implements Callable<Integer> {
  private final Console console;

  @Mixin ServerArguments server;
  @Mixin DownloadArgument download;
  @Mixin ReportArguments report;
  @Mixin ProgramArguments program;

  PauseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var answer = server.client().post(download.path() + "/pause", "{}");
    console.out().println(report.json() ? answer.toString() : DownloadText.line(answer));
    return ExitCode.DONE;
  }
}
