package io.tributary.cli.report;

import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.option.Words;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.quantity.ByteSize;
import io.tributary.core.quantity.Rate;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.api.DownloadResult.Verification;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The outcome of {@code get}: one JSON object, always of the same keys, or a sentence. */
public final class DownloadReport {
  private DownloadReport() {}

  public static String json(DownloadResult result) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("source", result.source());
    report.put("destination", result.destination());
    report.put("identity", IdentityReport.of(result.identity()));
    report.put("size", result.sizeBytes());
    report.put("bytesFetched", result.bytesFetched());
    report.put("bytesResumed", result.bytesResumed());
    report.put("bytesRefetched", result.bytesRefetched());
    report.put("requests", result.requests());
    report.put("retries", result.retries());
    report.put("seconds", seconds(result.seconds()));
    report.put("checksum", checksum(result.checksum()));
    report.put("state", Words.word(result.state()));
    return JsonText.of(report);
  }

  /**
   * @param source what is known of it; null before the command line was understood
   * @param last what the download last said of itself
   */
  public static String json(
      String source,
      String destination,
      Optional<DownloadProgress> last,
      double seconds,
      Failure failure) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("source", source);
    report.put("destination", destination);
    report.put("identity", null);
    report.put("size", last.map(p -> IdentityReport.size(p.sizeBytes())).orElse(null));
    report.put("bytesFetched", last.map(p -> p.bytesDone() - p.bytesResumed()).orElse(0L));
    report.put("bytesResumed", last.map(DownloadProgress::bytesResumed).orElse(0L));
    report.put("bytesRefetched", 0);
    report.put("requests", last.map(DownloadProgress::requests).orElse(0L));
    report.put("retries", last.map(DownloadProgress::retries).orElse(0L));
    report.put("seconds", seconds(seconds));
    report.put("checksum", checksum(new Verification(null, Verification.Scope.NONE, false)));
    boolean interrupted = failure.kind() == FailureKind.INTERRUPTED;
    report.put("state", interrupted ? "interrupted" : "failed");
    report.put("error", error(failure));
    return JsonText.of(report);
  }

  public static Map<String, Object> error(Failure failure) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("kind", Words.word(failure.kind()));
    error.put("doing", failure.doing());
    error.put("target", failure.target());
    error.put("reason", failure.reason());
    error.put("advice", failure.advice());
    error.put("exitCode", ExitCode.of(failure.kind()));
    return error;
  }

  /** For people, without the name of the file. */
  public static String sentence(DownloadResult result) {
    if (result.state() == DownloadResult.Outcome.SKIPPED) {
      return "kept as it is";
    }
    String text =
        String.format(
            Locale.ROOT, "%s in %.1f s", ByteSize.format(result.sizeBytes()), result.seconds());
    if (result.seconds() > 0) {
      text += " (" + Rate.format(result.bytesFetched() / result.seconds()) + ")";
    }
    if (result.bytesResumed() > 0) {
      text += ", " + ByteSize.format(result.bytesResumed()) + " of them from an earlier run";
    }
    return text + ", " + verification(result.checksum());
  }

  /** How much of an unfinished download is there already. */
  public static String kept(DownloadProgress progress) {
    String done = ByteSize.format(progress.bytesDone());
    return progress.sizeBytes() < 0
        ? done + " are kept"
        : done + " of " + ByteSize.format(progress.sizeBytes()) + " are kept";
  }

  private static String verification(Verification checksum) {
    String value = checksum.value().map(Checksum::toString).orElse("");
    if (checksum.verified()) {
      return value + " verified";
    }
    return value.isEmpty()
        ? "no checksum"
        : value + " (not verified: the source publishes no checksum)";
  }

  private static Map<String, Object> checksum(Verification verification) {
    Map<String, Object> checksum = new LinkedHashMap<>();
    checksum.put("algorithm", verification.value().map(c -> c.algorithm().label()).orElse(null));
    checksum.put("value", verification.value().map(Checksum::value).orElse(null));
    checksum.put("scope", Words.word(verification.scope()));
    checksum.put("verified", verification.verified());
    return checksum;
  }

  /** Milliseconds are enough. */
  private static double seconds(double seconds) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.3f", seconds));
  }
}
