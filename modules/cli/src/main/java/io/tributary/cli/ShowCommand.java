package io.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.ReportArguments;
import io.tributary.cli.remote.DownloadArgument;
import io.tributary.cli.remote.DownloadText;
import io.tributary.cli.remote.HistoryText;
import io.tributary.cli.remote.ServerArguments;
import io.tributary.engine.client.http.ControlClient;
import io.tributary.engine.client.http.HistoryReader;
import io.tributary.engine.history.HistoryPlace;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Option(
      names = "--history",
      description =
          "What became of each request instead: which node asked for which range when, the server's"
              + " request ids, and why what was tried again.")
  boolean history;

  @Override
  public Integer call() {
    if (history) {
      showHistory();
      return ExitCode.DONE;
    }
    var answer = server.client().get(download.path());
    console.out().println(report.json() ? answer.toString() : DownloadText.page(answer));
    return ExitCode.DONE;
  }

  /** Page after page, as it is printed; with {@code --json} a line for each of them. */
  private void showHistory() {
    ControlClient client = server.client();
    HistoryPlace after = HistoryPlace.START;
    while (after != null) {
      JsonNode page = client.get(HistoryReader.path(download.id(), after));
      page.path("lines")
          .forEach(
              line ->
                  console.out().println(report.json() ? line.toString() : HistoryText.line(line)));
      after = HistoryPlace.parse(page.path("next").asText()).orElse(null);
    }
  }
}
