package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.option.ManyArguments;
import io.tributary.cli.option.Usage;
import io.tributary.cli.report.ManifestNotice;
import io.tributary.cli.report.PlanReport;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.journal.StateDirectory;
import io.tributary.engine.receipt.NextManifest;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.engine.receipt.ReceiptReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What is written about a job: its receipt, a manifest of its failures, the lines of a dry run. The
 * last two come from the receipt, so there is one, if need be among the state, where the next run
 * with the same directory finds it again.
 */
final class JobPapers implements AutoCloseable {
  private final Path root;
  private final Path stateDirectory;
  private final Path receiptOrNull;
  private final boolean receiptIsOurs;
  private final Optional<Path> failures;
  private final boolean dryRun;
  private final boolean waitsForRestores;

  private JobPapers(Path root, Path stateDirectory, ManyArguments many, Path kept, boolean dryRun) {
    this.root = root;
    this.stateDirectory = stateDirectory;
    this.failures = many.failures();
    this.dryRun = dryRun;
    this.waitsForRestores = !dryRun && many.waitsForRestores();
    boolean wanted = dryRun || failures.isPresent() || many.waitsForRestores();
    this.receiptIsOurs = many.receipt().isEmpty() && wanted;
    this.receiptOrNull = many.receipt().orElse(wanted ? kept : null);
  }

  /**
   * Of a job to {@code root}.
   *
   * @param stateDirectory of jobs that are done; a dry run has one of its own and leaves nothing
   * @throws TributaryException USAGE for what a dry run cannot write
   */
  static JobPapers of(Path root, Path stateDirectory, ManyArguments many, boolean dryRun) {
    if (dryRun && (many.receipt().isPresent() || many.failures().isPresent())) {
      throw Usage.option(
          many.receipt().isPresent() ? "--receipt" : "--failures",
          "a dry run writes nothing",
          "leave it out");
    }
    if (many.receipt().isPresent() && many.receipt().equals(many.failures())) {
      throw Usage.option("--failures", "it is the receipt, too", "name two files");
    }
    Path directory = dryRun ? temporaryDirectory() : StateDirectory.open(stateDirectory).path();
    return new JobPapers(root, directory, many, keptReceipt(root, directory), dryRun);
  }

  /** Where the receipt is that nobody asked for, of a job that is not over. */
  static Path keptReceipt(Path root, Path stateDirectory) {
    UUID name = UUID.nameUUIDFromBytes(root.toString().getBytes(StandardCharsets.UTF_8));
    return stateDirectory.resolve(name + ".receipt");
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("tributary-dry-run-");
    } catch (IOException e) {
      throw new Failure(
              FailureKind.LOCAL_DISK,
              "make a directory in",
              System.getProperty("java.io.tmpdir"),
              String.valueOf(e.getMessage()),
              "")
          .asException(e);
    }
  }

  Path receiptOrNull() {
    return receiptOrNull;
  }

  Path stateDirectory() {
    return stateDirectory;
  }

  boolean dryRun() {
    return dryRun;
  }

  /** Whether the job is over only when nothing is archived any more. */
  boolean waitsForRestores() {
    return waitsForRestores;
  }

  /**
   * Once the job is over: prints or writes what was asked for.
   *
   * @param named whether a manifest named its objects
   */
  void finish(Console console, boolean json, boolean named) {
    if (dryRun) {
      each(line -> console.out().println(json ? PlanReport.json(line) : PlanReport.text(line)));
    }
    failures.ifPresent(path -> writeFailures(path, console, named));
  }

  private void writeFailures(Path path, Console console, boolean named) {
    try (ReceiptReader receipt = ReceiptReader.open(receiptOrNull);
        NextManifest manifest = new NextManifest(path, receipt.head(), root, named)) {
      each(
          line -> {
            if (line.state() == ReceiptLine.State.FAILED) {
              manifest.add(line);
            }
          });
      manifest.publish();
      ManifestNotice.of(manifest.withoutSource()).ifPresent(console::say);
    }
  }

  private void each(Consumer<ReceiptLine> action) {
    try (ReceiptReader receipt = ReceiptReader.open(receiptOrNull)) {
      for (Optional<ReceiptLine> line = receipt.next(); line.isPresent(); line = receipt.next()) {
        action.accept(line.get());
      }
    }
  }

  /** Deletes what nobody asked for. */
  @Override
  public void close() {
    try {
      if (receiptIsOurs) {
        Files.deleteIfExists(receiptOrNull);
      }
      if (dryRun) {
        DirectoryTree.delete(stateDirectory);
      }
    } catch (IOException e) {
      throw new Failure(
              FailureKind.LOCAL_DISK,
              "delete",
              stateDirectory.toString(),
              String.valueOf(e.getMessage()),
              "")
          .asException(e);
    }
  }
}
