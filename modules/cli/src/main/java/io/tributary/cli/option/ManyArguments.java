package io.tributary.cli.option;

import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.JobOptions;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of all commands that fetch many objects. */
public final class ManyArguments {

  @Option(
      names = "--receipt",
      paramLabel = "FILE",
      description = "Write a line about each object: what 'tributary verify' compares files with.")
  Path receipt;

  @Option(
      names = "--failures",
      paramLabel = "FILE",
      description = "Write what could not be fetched to a manifest, for the next 'get --manifest'.")
  Path failures;

  @Option(
      names = "--large",
      paramLabel = "SIZE",
      converter = Converters.Size.class,
      description =
          "Objects of this size and more are fetched in ranges by several lanes, 1MiB or more."
              + " Default: 16MiB.")
  long largeBytes = JobOptions.defaults().largeBytes();

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "Smaller objects that are fetched at a time, 1 to 256. Default: 64.")
  int requests = JobOptions.defaults().requests();

  @Option(
      names = "--restore",
      paramLabel = "HOW",
      description = {
        "Have archived objects restored, which costs money: request (they are reported as failed,"
            + " to be fetched later) or wait (until they can be fetched, which may take days)."
      })
  Restore restore;

  @Option(
      names = "--restore-days",
      paramLabel = "N",
      description = "How long restored objects shall stay readable, 1 to 365. Default: 7.")
  int restoreDays = 7;

  /** What is done about archived objects. */
  public enum Restore {
    REQUEST,
    WAIT
  }

  /** Whether the job ends only when archived objects are there. */
  public boolean waitsForRestores() {
    return restore == Restore.WAIT;
  }

  /** 0 when nothing is to be restored. */
  int restoreDays() {
    if (restoreDays < 1 || restoreDays > JobOptions.MOST_RESTORE_DAYS) {
      throw Usage.option(
          "--restore-days", "it is not within 1 to " + JobOptions.MOST_RESTORE_DAYS, "");
    }
    return restore == null ? 0 : restoreDays;
  }

  public Optional<Path> receipt() {
    return Optional.ofNullable(receipt).map(Path::toAbsolutePath);
  }

  public Optional<Path> failures() {
    return Optional.ofNullable(failures).map(Path::toAbsolutePath);
  }

  long largeBytes() {
    if (largeBytes < JobOptions.LEAST_LARGE_BYTES) {
      throw Usage.option("--large", "it is less than 1MiB", "");
    }
    return largeBytes;
  }

  int requests() {
    return requireRequests(requests);
  }

  static int requireRequests(int requests) {
    if (requests < 1 || requests > JobOptions.MOST_REQUESTS) {
      throw Usage.option("--requests", "it is not within 1 to " + JobOptions.MOST_REQUESTS, "");
    }
    return requests;
  }

  /** Everything that is listed, whatever is there already; what an earlier run began goes on. */
  public JobOptions everything(DownloadOptions given) {
    return JobOptions.builder()
        .largeBytes(largeBytes())
        .requests(requests())
        .download(download(given, given.restart()))
        .restoreDays(restoreDays())
        .build()
        .ofAll();
  }

  /** How each of many is fetched; fails for what can only be meant for one. */
  static DownloadOptions download(DownloadOptions given, boolean restart) {
    if (given.ifExists() != DownloadOptions.IfExists.OVERWRITE) {
      throw Usage.option("--if-exists", "it is for one object", "see --compare");
    }
    if (given.rangeOrNull() != null || given.checksumOrNull() != null) {
      throw Usage.option(
          given.rangeOrNull() != null ? "--range" : "--checksum", "it is for one object", "");
    }
    return DownloadOptions.builder()
        .partSizeBytes(given.partSizeBytes())
        .thresholdBytes(given.thresholdBytes())
        .lanes(given.lanes())
        .limitBytesPerSecond(given.limitBytesPerSecond())
        .limitRequestsPerSecond(given.limitRequestsPerSecond())
        .priority(given.priority())
        .retries(given.retries())
        .stallTimeout(given.stallTimeout())
        .onChange(given.onChange())
        .durability(given.durability())
        .verify(given.verify())
        .restart(restart)
        .keepTime(true)
        .build();
  }
}
