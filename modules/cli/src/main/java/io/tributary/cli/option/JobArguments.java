package io.tributary.cli.option;

import io.tributary.core.filter.FilterRule;
import io.tributary.core.tree.NamePolicy;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.JobOptions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code get} and {@code submit} for many objects. */
public final class JobArguments {

  @Option(
      names = {"-R", "--recursive"},
      description = {
        "All objects below SOURCE, a prefix or the URL of a directory, into the directory DEST. In"
            + " SOURCE *, **, ? and [a-z] are wildcards: quote it."
      })
  boolean recursive;

  @Option(
      names = "--manifest",
      paramLabel = "FILE|URL",
      description = {
        "The objects that it names, a locator a line, into the directory DEST. A URL may also be"
            + " s3:// or oss://; - reads it from standard input."
      })
  String manifest;

  @Mixin FilterArguments filter;
  @Mixin ManyArguments many;

  @Option(
      names = "--compare",
      paramLabel = "RULE",
      description =
          "When a file that is there is kept: time (size and modified time are the object's), size,"
              + " checksum (of those that the source lists) or nothing. Default: time.")
  JobOptions.Compare compare = JobOptions.defaults().compare();

  @Option(
      names = "--names",
      paramLabel = "POLICY",
      description =
          "What becomes of keys that cannot be file names: refuse (they are reported) or encode"
              + " (with %%XX, so that two keys stay two files). Default: refuse.")
  NamePolicy names = JobOptions.defaults().names();

  @Option(names = "--dry-run", description = "Print what would be done, and do nothing.")
  boolean dryRun;

  /** Whether many objects are asked for. */
  public boolean wanted() {
    return recursive || manifest != null;
  }

  public Optional<String> manifest() {
    return Optional.ofNullable(manifest);
  }

  public boolean dryRun() {
    return dryRun;
  }

  public ManyArguments many() {
    return many;
  }

  /** An option that does nothing would be worse than none: it may stand for what is not done. */
  public void requireNotGiven() {
    String option =
        filter.given()
            ? "--include, --exclude, --min-size, --max-size, --newer-than, --older-than"
            : dryRun
                ? "--dry-run"
                : many.receipt != null
                    ? "--receipt"
                    : many.failures != null ? "--failures" : "--restore";
    boolean written = many.receipt != null || many.failures != null;
    if (filter.given() || dryRun || written || many.restore != null) {
      throw Usage.option(option, "it is for many objects", "add --recursive or --manifest");
    }
  }

  /**
   * @param source its rules come behind those of the options
   */
  public JobOptions options(List<FilterRule> source, DownloadOptions download) {
    if (recursive && manifest != null) {
      throw Usage.option("--recursive", "there is a --manifest, too", "leave one of them out");
    }
    if (!source.isEmpty() && filter.including()) {
      throw Usage.option(
          "--include", "SOURCE has wildcards, which say what is included", "leave one of them out");
    }
    return JobOptions.builder()
        .filter(filter.filter(source))
        .compare(compare)
        .names(names)
        .dryRun(dryRun)
        .largeBytes(many.largeBytes())
        .requests(many.requests())
        .download(ManyArguments.download(download, download.restart()))
        .restoreDays(many.restoreDays())
        .build();
  }
}
