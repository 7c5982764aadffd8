package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.option.OutputArguments;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.ReportArguments;
import io.tributary.cli.remote.DownloadArgument;
import io.tributary.cli.remote.ServerArguments;
import io.tributary.cli.remote.Watching;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tributary watch}: a download of a cluster, to its end. */
@Command(
    name = "watch",
    description = {
      "Follow a download or job to its end; the exit code is that of 'get' for the same end.",
      "To stop watching does not stop it."
    })
final class WatchCommand implements Callable<Integer> {
  private final Console console;

  @Mixin ServerArguments server;
  @Mixin DownloadArgument download;
  @Mixin ReportArguments report;
  @Mixin OutputArguments output;
  @Mixin ProgramArguments program;

  WatchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return new Watching(console, server.client(), report.json(), output.quiet())
        .watch(download.id());
  }
}
