package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.launch.Interruption;
import io.tributary.cli.option.CheckArguments;
import io.tributary.cli.option.JobSource;
import io.tributary.cli.option.ManyArguments;
import io.tributary.cli.option.OutputArguments;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.ProgressArguments;
import io.tributary.cli.option.ReportArguments;
import io.tributary.cli.option.RootArgument;
import io.tributary.cli.option.SourceArguments;
import io.tributary.cli.option.StateArguments;
import io.tributary.cli.option.TransferArguments;
import io.tributary.cli.report.CheckReport;
import io.tributary.cli.report.ManifestNotice;
import io.tributary.engine.api.JobRequest;
import io.tributary.engine.journal.StateDirectory;
import io.tributary.engine.receipt.CheckCounts;
import io.tributary.engine.receipt.NextManifest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tributary repair}: fetches again what is not what the receipt of its job says. */
@Command(
    name = "repair",
    description = {
      "Compare the files of a job with its receipt, and fetch what is missing or bad.",
      "Exit code 1 when some of it could not be repaired. After an interruption, run the same"
          + " command again."
    },
    footer = {
      "",
      "Examples:",
      "  tributary repair logs.receipt",
      "  tributary repair --profile work --failures lost.jsonl --root /mnt/data data.receipt"
    })
final class RepairCommand implements Callable<Integer> {
  private final Console console;
  private final Interruption interruption;
  private final long beganNanos = System.nanoTime();

  @Mixin CheckArguments check;
  @Mixin SourceArguments source;
  @Mixin TransferArguments transfer;
  @Mixin ManyArguments many;
  @Mixin StateArguments state;
  @Mixin ProgressArguments progress;
  @Mixin ReportArguments report;
  @Mixin OutputArguments output;
  @Mixin ProgramArguments program;

  RepairCommand(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    check.jobs();
    many.receipt().ifPresent(path -> check.requireNotTheReceipt("--receipt", path));
    many.failures().ifPresent(path -> check.requireNotTheReceipt("--failures", path));
    StateDirectory directory = StateDirectory.open(state.directory(console.environment()));
    try (FilesCheck files = FilesCheck.open(check);
        NextManifest wrong =
            new NextManifest(
                directory.newRepairManifest(RootArgument.resolve(files.root().toString())),
                files.head(),
                files.root())) {
      say(files, files.run(interruption, wrong::add));
      ManifestNotice.of(wrong.withoutSource()).ifPresent(console::say);
      int exitCode = wrong.lines() == 0 ? ExitCode.DONE : fetch(wrong, files.root());
      return exitCode == ExitCode.DONE && wrong.withoutSource() > 0
          ? ExitCode.INCOMPLETE
          : exitCode;
    }
  }

  private void say(FilesCheck files, CheckCounts counts) {
    double seconds = (System.nanoTime() - beganNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    if (report.json()) {
      console.out().println(new CheckReport().json(check.receipt(), files.root(), counts, seconds));
    }
    if (!output.quiet()) {
      console.say(CheckReport.sentence(counts, seconds));
    }
  }

  private int fetch(NextManifest wrong, Path directory) {
    wrong.publish();
    JobSource from = JobSource.ofManifest(wrong.path().toString(), console.in());
    Path root = RootArgument.resolve(directory.toString());
    Path stateDirectory = state.directory(console.environment());
    try (JobPapers papers = JobPapers.of(root, stateDirectory, many, false)) {
      JobRequest request =
          new JobRequest(
              from.listed(),
              from.manifest(),
              root,
              papers.receiptOrNull(),
              source.options(),
              source.secrets(from.listed()),
              many.everything(transfer.options(source)));
      return new JobRun(console, interruption, request, papers)
          .run(
              output.quiet() ? ProgressArguments.Progress.NONE : progress.progress(),
              report.json(),
              output.quiet());
    } finally {
      wrong.delete();
    }
  }
}
