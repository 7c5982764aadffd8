package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.option.OutputArguments;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.ReportArguments;
import io.tributary.cli.option.SourceArguments;
import io.tributary.cli.option.SourceText;
import io.tributary.cli.report.ProbeReport;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.cat.OrderedBytes;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.Probe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tributary stat}: what an object is, without fetching it. */
@Command(
    name = "stat",
    description = "Show what an object is: size, validators, checksums, and whether ranges work.",
    footer = {
      "",
      "Examples:",
      "  tributary stat https://example.org/big.iso",
      "  tributary stat --json --region cn-hangzhou oss://bucket/key"
    })
final class StatCommand implements Callable<Integer> {
  private final Console console;

  @Mixin SourceArguments source;
  @Mixin ReportArguments report;
  @Mixin OutputArguments output;
  @Mixin ProgramArguments program;

  @Parameters(
      paramLabel = "SOURCE",
      description =
          "https://…, http://…, s3://bucket/key or oss://bucket/key; - reads it from standard input.")
  String sourceText;

  StatCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ParsedLocator parsed = source.locator(SourceText.parse(sourceText, console.in()));
    try (SourceSystem reading = new SourceSystem()) {
      ObjectSource object = reading.open(parsed, source);
      Probe probe =
          OrderedBytes.probe(object, DownloadOptions.defaults().retries(), reading.system())
              .toCompletableFuture()
              .join();
      String name = parsed.locator().display();
      console
          .out()
          .print(report.json() ? ProbeReport.json(name, probe) : ProbeReport.text(name, probe));
      console.out().println();
    }
    return ExitCode.DONE;
  }
}
