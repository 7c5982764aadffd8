package io.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.ReportArguments;
import io.tributary.cli.option.Usage;
import io.tributary.cli.remote.DownloadText;
import io.tributary.cli.remote.ServerArguments;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tributary list}: the downloads and jobs of a cluster, the newest first. */
@Command(name = "list", description = "The downloads and jobs that a node knows, the newest first.")
final class ListCommand implements Callable<Integer> {
  private static final int MOST = 1000;

  private final Console console;

  @Mixin ServerArguments server;
  @Mixin ReportArguments report;
  @Mixin ProgramArguments program;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description =
          "Only those: waiting, active, paused, completed, failed or cancelled; several with"
              + " commas.")
  String state = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Only those: download (one object) or job (many).")
  String kind = "";

  @Option(names = "--limit", paramLabel = "N", description = "At most so many. Default: 100.")
  int limit = 100;

  @Option(
      names = "--before",
      paramLabel = "SEQUENCE",
      description = "The page after one that said so.")
  long before;

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!state.matches("[a-z,]*")) {
      throw Usage.option("--state", "it is not made of states", "write --state active,waiting");
    }
    if (!kind.matches("|download|job")) {
      throw Usage.option("--kind", "it is neither download nor job", "");
    }
    if (limit < 1 || limit > MOST) {
      throw Usage.option("--limit", "it is not within 1 to " + MOST, "");
    }
    JsonNode page =
        server
            .client()
            .get(
                "/v1/downloads?limit="
                    + limit
                    + (state.isEmpty() ? "" : "&state=" + state)
                    + (kind.isEmpty() ? "" : "&kind=" + kind)
                    + (before > 0 ? "&before=" + before : ""));
    if (report.json()) {
      console.out().println(page);
      return ExitCode.DONE;
    }
    page.path("downloads").forEach(one -> console.out().println(DownloadText.line(one)));
    if (page.path("next").isNumber()) {
      console.say("there are more: --before " + page.path("next").asLong());
    }
    return ExitCode.DONE;
  }
}
