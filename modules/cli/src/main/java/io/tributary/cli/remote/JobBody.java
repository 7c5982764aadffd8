package io.tributary.cli.remote;

import io.tributary.cli.option.ManyArguments;
import io.tributary.cli.option.Words;
import io.tributary.cli.report.JsonText;
import io.tributary.core.filter.FilterRule;
import io.tributary.core.filter.KeyFilter;
import io.tributary.engine.api.JobOptions;
import io.tributary.storage.SourceOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The body of {@code POST /v1/jobs}. */
public final class JobBody {
  private JobBody() {}

  /**
   * @param source as the node is to read it, without secrets
   * @param directory an absolute path
   * @param papers what is to be written about the job
   */
  public static String of(
      String source,
      boolean manifest,
      SourceOptions sourceOptions,
      String directory,
      JobOptions options,
      ManyArguments papers,
      String requestId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("source", source);
    body.put("manifest", manifest);
    body.put("destination", directory);
    body.put("requestId", requestId.isEmpty() ? null : requestId);
    body.put("receipt", text(papers.receipt()));
    body.put("failures", text(papers.failures()));
    body.put("filter", filter(options.filter()));
    body.put("options", options(options));
    body.put("sourceOptions", SubmitJson.sourceOptions(sourceOptions));
    return JsonText.of(body);
  }

  private static String text(Optional<Path> path) {
    return path.map(Path::normalize).map(Path::toString).orElse(null);
  }

  private static Map<String, Object> options(JobOptions options) {
    Map<String, Object> json = SubmitJson.options(options.download());
    json.put("compare", Words.word(options.compare()));
    json.put("names", Words.word(options.names()));
    json.put("large", options.largeBytes());
    json.put("requests", options.requests());
    json.put("restoreDays", options.restoreDays());
    return json;
  }

  private static Map<String, Object> filter(KeyFilter filter) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rules", filter.rules().stream().map(JobBody::rule).toList());
    json.put("minSize", filter.minSizeBytes());
    json.put("maxSize", filter.maxSizeBytes());
    json.put("newerThan", time(filter.modifiedFromOrNull(), filter.modifiedFromAge()));
    json.put("olderThan", time(filter.modifiedBeforeOrNull(), filter.modifiedBeforeAge()));
    return json;
  }

  private static Map<String, Object> rule(FilterRule rule) {
    return Map.of(Words.word(rule.action()), rule.pattern());
  }

  /** An age stays one, so that the same command is the same job tomorrow; null for no time. */
  private static String time(Instant instantOrNull, String age) {
    return instantOrNull == null || !age.isEmpty() ? blankAsNull(age) : instantOrNull.toString();
  }

  private static String blankAsNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
