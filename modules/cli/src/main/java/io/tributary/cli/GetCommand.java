package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.Interruption;
import io.tributary.cli.option.DestinationArgument;
import io.tributary.cli.option.JobArguments;
import io.tributary.cli.option.JobSource;
import io.tributary.cli.option.OutputArguments;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.ProgressArguments;
import io.tributary.cli.option.ReportArguments;
import io.tributary.cli.option.RootArgument;
import io.tributary.cli.option.SourceArguments;
import io.tributary.cli.option.SourceText;
import io.tributary.cli.option.StateArguments;
import io.tributary.cli.option.TransferArguments;
import io.tributary.cli.option.TwoArguments;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.api.DownloadRequest;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.api.JobRequest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tributary get}: one object into one file, or many into one directory. */
@Command(
    name = "get",
    customSynopsis = {
      "tributary get [OPTIONS] SOURCE DEST",
      "       tributary get --recursive [OPTIONS] SOURCE DEST",
      "       tributary get --manifest FILE [OPTIONS] DEST"
    },
    description = {
      "Download an object in parallel ranges, or many objects.",
      "A file appears under its name when it is complete and verified, never before. After an"
          + " interruption, run the same command again: it goes on where it was."
    },
    footer = {
      "",
      "Examples:",
      "  tributary get https://example.org/big.iso ./",
      "  tributary get --checksum sha256:9f86d081… https://example.org/big.iso /data/big.iso",
      "  tributary get --region cn-hangzhou --lanes 16 oss://bucket/key /data/",
      "  tributary get --profile work s3://bucket/key /data/",
      "  tributary get --recursive --receipt logs.receipt 's3://bucket/logs/2026-*' /data/logs",
      "  tributary get --recursive --exclude tmp/ --newer-than 7d --dry-run s3://bucket /data",
      "  tributary get --manifest list.txt --failures again.jsonl /data",
      "  echo \"$PRESIGNED_URL\" | tributary get - /data/file"
    })
final class GetCommand implements Callable<Integer> {
  private static final String ADVICE = "see 'tributary get --help'";

  private final Console console;
  private final Interruption interruption;

  @Mixin SourceArguments source;
  @Mixin TransferArguments transfer;
  @Mixin JobArguments job;
  @Mixin StateArguments state;
  @Mixin ProgressArguments progress;
  @Mixin ReportArguments report;
  @Mixin OutputArguments output;
  @Mixin ProgramArguments program;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SOURCE",
      description =
          "https://…, http://…, s3://bucket/key or oss://bucket/key; - reads it from standard"
              + " input.")
  String sourceText;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DEST",
      description = {
        "The file, or an existing directory (a slash at the end says that it is one).",
        "Of many objects the directory, which is made when it is missing."
      })
  String destinationText;

  GetCommand(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    if (job.manifest().isPresent()) {
      TwoArguments.requireOne(sourceText, destinationText, ADVICE);
      return many(JobSource.ofManifest(job.manifest().get(), console.in()), sourceText);
    }
    TwoArguments.requireBoth(sourceText, destinationText, ADVICE);
    if (job.wanted()) {
      return many(JobSource.parse(sourceText, console.in()), destinationText);
    }
    job.requireNotGiven();
    return one();
  }

  private int one() {
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
        .run(wish(), report.json(), output.quiet());
  }

  private int many(JobSource from, String directory) {
    source.requireNoVersion("it is for one object");
    JobOptions options = job.options(from.rules(), transfer.options(source));
    Path root = RootArgument.resolve(directory);
    Path stateDirectory = state.directory(console.environment());
    try (JobPapers papers = JobPapers.of(root, stateDirectory, job.many(), job.dryRun())) {
      JobRequest request =
          new JobRequest(
              from.listed(),
              from.manifest(),
              root,
              papers.receiptOrNull(),
              source.options(),
              source.secrets(from.listed()),
              options);
      return new JobRun(console, interruption, request, papers)
          .run(wish(), report.json(), output.quiet());
    }
  }

  private ProgressArguments.Progress wish() {
    return output.quiet() ? ProgressArguments.Progress.NONE : progress.progress();
  }
}
