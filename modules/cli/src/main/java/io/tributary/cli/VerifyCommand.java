package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.launch.Interruption;
import io.tributary.cli.option.CheckArguments;
import io.tributary.cli.option.OutputArguments;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.ReportArguments;
import io.tributary.cli.report.CheckReport;
import io.tributary.cli.report.ManifestNotice;
import io.tributary.engine.receipt.CheckCounts;
import io.tributary.engine.receipt.Finding;
import io.tributary.engine.receipt.NextManifest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tributary verify}: whether the files of a job are what its receipt says. */
@Command(
    name = "verify",
    description = {
      "Compare the files of a job with its receipt: size and checksums of each.",
      "Exit code 1 when one is missing or bad; nothing is changed, see 'tributary repair'."
    },
    footer = {
      "",
      "Examples:",
      "  tributary verify logs.receipt",
      "  tributary verify --output again.jsonl logs.receipt",
      "  tributary get --manifest again.jsonl --compare nothing /data/logs"
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;
  private final Interruption interruption;
  private final long beganNanos = System.nanoTime();
  private final CheckReport findings = new CheckReport();

  @Mixin CheckArguments check;
  @Mixin ReportArguments report;
  @Mixin OutputArguments output;
  @Mixin ProgramArguments program;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write what is missing or bad to a manifest, for 'get --manifest'.")
  Path manifest;

  VerifyCommand(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    check.jobs();
    if (manifest != null) {
      check.requireNotTheReceipt("--output", manifest);
    }
    try (FilesCheck files = FilesCheck.open(check)) {
      if (manifest == null) {
        return report(files, run(files, null));
      }
      try (NextManifest wrong = new NextManifest(manifest, files.head(), files.root())) {
        CheckCounts counts = run(files, wrong);
        wrong.publish();
        ManifestNotice.of(wrong.withoutSource()).ifPresent(console::say);
        return report(files, counts);
      }
    }
  }

  private CheckCounts run(FilesCheck files, NextManifest wrongOrNull) {
    return files.run(
        interruption,
        finding -> {
          say(finding);
          if (wrongOrNull != null) {
            wrongOrNull.add(finding);
          }
        });
  }

  private void say(Finding finding) {
    findings.add(finding);
    if (!report.json()) {
      console.out().println(CheckReport.line(finding));
    }
  }

  private int report(FilesCheck files, CheckCounts counts) {
    double seconds = (System.nanoTime() - beganNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    if (report.json()) {
      console.out().println(findings.json(check.receipt(), files.root(), counts, seconds));
    }
    if (!output.quiet()) {
      console.say(CheckReport.sentence(counts, seconds));
    }
    return counts.wrong() > 0 ? ExitCode.INCOMPLETE : ExitCode.DONE;
  }
}
