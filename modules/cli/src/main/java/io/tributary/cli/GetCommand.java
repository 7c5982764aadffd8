package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.Interruption;
import io.tributary.cli.option.DestinationArgument;
import io.tributary.cli.option.OutputArguments;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.ProgressArguments;
import io.tributary.cli.option.ReportArguments;
import io.tributary.cli.option.SourceArguments;
import io.tributary.cli.option.SourceText;
import io.tributary.cli.option.StateArguments;
import io.tributary.cli.option.TransferArguments;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.api.DownloadRequest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tributary get}: one object into one file. */
@Command(
    name = "get",
    description = {
      "Download an object in parallel ranges.",
      "The file appears under its name when it is complete and verified, never before. After an"
          + " interruption, run the same command again: it goes on where it was."
    },
    footer = {
      "",
      "Examples:",
      "  tributary get https://example.org/big.iso ./",
      "  tributary get --checksum sha256:9f86d081… https://example.org/big.iso /data/big.iso",
      "  tributary get --region cn-hangzhou --lanes 16 oss://bucket/key /data/",
      "  tributary get --profile work s3://bucket/key /data/",
      "  echo \"$PRESIGNED_URL\" | tributary get - /data/file"
    })
final class GetCommand implements Callable<Integer> {
  private final Console console;
  private final Interruption interruption;

  @Mixin SourceArguments source;
  @Mixin TransferArguments transfer;
  @Mixin StateArguments state;
  @Mixin ProgressArguments progress;
  @Mixin ReportArguments report;
  @Mixin OutputArguments output;
  @Mixin ProgramArguments program;

  @Parameters(
      index = "0",
      paramLabel = "SOURCE",
      description =
          "https://…, http://…, s3://bucket/key or oss://bucket/key; - reads it from standard input.")
  String sourceText;

  @Parameters(
      index = "1",
      paramLabel = "DEST",
      description = "The file, or an existing directory (a slash at the end says that it is one).")
  String destinationText;

  GetCommand(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    ParsedLocator parsed = source.locator(SourceText.parse(sourceText, console.in()));
    Path destination = DestinationArgument.resolve(destinationText, parsed.locator());
    DownloadRequest request =
        new DownloadRequest(
            parsed,
            destination,
            source.options(),
            source.secrets(parsed),
            transfer.options(source));
    Path stateDirectory = state.directory(console.environment());
    return new DownloadRun(console, interruption, request, stateDirectory)
        .run(
            output.quiet() ? ProgressArguments.Progress.NONE : progress.progress(),
            report.json(),
            output.quiet());
  }
}
