package io.tributary.cli.report;

import io.tributary.core.display.DisplayText;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.quantity.ByteSize;
import io.tributary.core.quantity.Rate;
import io.tributary.engine.api.JobCounts;
import io.tributary.engine.api.JobProgress;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.api.JobResult.ObjectFailure;
import io.tributary.engine.api.JobResult.SlowObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The outcome of a job: one JSON object, always of the same keys, or a sentence. */
public final class JobReport {
  /** Nobody wonders about objects that took less. */
  private static final long WORTH_A_WORD_MILLIS = 1000;

  private static final int MOST_SLOW_SHOWN = 3;

  private JobReport() {}

  public static String json(JobResult result, boolean dryRun) {
    Map<String, Object> report =
        report(result.source(), result.root(), result.counts(), result.seconds(), dryRun);
    report.put("requests", result.requests());
    report.put("slowest", result.slowest().stream().map(JobReport::slow).toList());
    report.put("failures", result.firstFailures().stream().map(JobReport::failure).toList());
    report.put("state", result.counts().failed() > 0 ? "incomplete" : "completed");
    return JsonText.of(report);
  }

  /**
   * @param last what the job last said of itself
   */
  public static String json(
      String source,
      String root,
      Optional<JobProgress> last,
      double seconds,
      boolean dryRun,
      Failure failure) {
    JobCounts counts = last.map(JobProgress::counts).orElse(JobCounts.NONE);
    Map<String, Object> report = report(source, root, counts, seconds, dryRun);
    report.put("requests", 0);
    report.put("slowest", List.of());
    report.put("failures", List.of());
    boolean interrupted = failure.kind() == FailureKind.INTERRUPTED;
    report.put("state", interrupted ? "interrupted" : "failed");
    report.put("error", DownloadReport.error(failure));
    return JsonText.of(report);
  }

  private static Map<String, Object> report(
      String source, String root, JobCounts counts, double seconds, boolean dryRun) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("source", source);
    report.put("root", root);
    report.put("dryRun", dryRun);
    report.put("listed", counts.listed());
    report.put("excluded", counts.excluded());
    report.put("fetched", counts.fetched());
    report.put("kept", counts.kept());
    report.put("failed", counts.failed());
    report.put("bytesFetched", counts.bytesFetched());
    report.put("bytesKept", counts.bytesKept());
    report.put("bytesReused", counts.bytesReused());
    report.put("seconds", Math.round(seconds * 1000) / 1000.0);
    report.put("bytesPerSecond", seconds > 0 ? Math.round(counts.bytesFetched() / seconds) : 0);
    return report;
  }

  private static Map<String, Object> slow(SlowObject one) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("key", one.key());
    object.put("bytes", one.sizeBytes());
    object.put("seconds", one.millis() / 1000.0);
    return object;
  }

  private static Map<String, Object> failure(ObjectFailure one) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("key", one.key());
    object.put("error", DownloadReport.error(one.failure()));
    return object;
  }

  /** For people, without the name of the directory. */
  public static String sentence(JobResult result) {
    JobCounts counts = result.counts();
    List<String> parts = new ArrayList<>();
    parts.add(
        String.format(
            Locale.ROOT,
            "%s fetched, %s in %.1f s%s",
            Plural.of(counts.fetched(), "object"),
            ByteSize.format(counts.bytesFetched()),
            result.seconds(),
            speed(result)));
    if (counts.bytesReused() > 0) {
      parts.add(ByteSize.format(counts.bytesReused()) + " were there");
    }
    add(parts, counts.kept(), "kept");
    add(parts, counts.excluded(), "left out");
    add(parts, counts.failed(), "failed");
    return String.join(", ", parts);
  }

  /** The same of a dry run. */
  public static String plan(JobResult result) {
    JobCounts counts = result.counts();
    List<String> parts = new ArrayList<>();
    parts.add(
        "would fetch %s, %s"
            .formatted(
                Plural.of(counts.fetched(), "object"), ByteSize.format(counts.bytesFetched())));
    add(parts, counts.kept(), "to be kept");
    add(parts, counts.excluded(), "left out");
    add(parts, counts.failed(), "that cannot be fetched");
    return String.join(", ", parts);
  }

  private static String speed(JobResult result) {
    return result.seconds() > 0 && result.counts().bytesFetched() > 0
        ? " (" + Rate.format(result.counts().bytesFetched() / result.seconds()) + ")"
        : "";
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }

  /** The objects that took longest, where that is long: a line; nothing else. */
  public static Optional<String> slowest(JobResult result) {
    List<String> words =
        result.slowest().stream()
            .filter(one -> one.millis() >= WORTH_A_WORD_MILLIS)
            .limit(MOST_SLOW_SHOWN)
            .map(
                one ->
                    String.format(
                        Locale.ROOT,
                        "%s (%s in %.1f s)",
                        DisplayText.escape(one.key()),
                        ByteSize.format(one.sizeBytes()),
                        one.millis() / 1000.0))
            .toList();
    return words.isEmpty() ? Optional.empty() : Optional.of("slowest: " + String.join(", ", words));
  }

  /** A line for each of the first failures, and one for the others. */
  public static List<String> failures(JobResult result) {
    List<String> lines = new ArrayList<>();
    for (ObjectFailure one : result.firstFailures()) {
      lines.add(one.failure().oneLine());
    }
    long more = result.counts().failed() - lines.size();
    if (more > 0) {
      lines.add("and " + more + " more failed: --failures or --receipt writes all of them");
    }
    return lines;
  }

  /** How much of an unfinished job is there already. */
  public static String done(JobProgress progress) {
    JobCounts counts = progress.counts();
    return Plural.of(counts.fetched() + counts.kept(), "object")
        + " ("
        + ByteSize.format(counts.bytesFetched() + counts.bytesKept())
        + ") are there";
  }
}
