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

/** {@code tributary resume}: what was paused, or failed. */
@Command(name = "resume", description = "Go on with a paused or failed download or job.")
final class ResumeCommand implements Callable<Integer> {
  private final Console console;

  @Mixin ServerArguments server;
  @Mixin DownloadArgument download;
  @Mixin ReportArguments report;
  @Mixin ProgramArguments program;

  ResumeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var answer = server.client().post(download.path() + "/resume", "{}");
    console.out().println(report.json() ? answer.toString() : DownloadText.line(answer));
    return ExitCode.DONE;
  }
}
