package io.tributary.cli.remote;

import io.tributary.cli.option.Words;
import io.tributary.cli.report.JsonText;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.storage.SourceOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/** The body of {@code POST /v1/downloads}, and what that of {@code POST /v1/jobs} shares. */
public final class SubmitJson {
  private SubmitJson() {}

  /**
   * @param range as the user wrote it; empty for the whole object
   */
  public static String of(
      String source,
      SourceOptions sourceOptions,
      String destination,
      DownloadOptions options,
      String range,
      String requestId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("source", source);
    body.put("destination", destination);
    body.put("requestId", requestId.isEmpty() ? null : requestId);
    Map<String, Object> json = options(options);
    json.put("range", range.isEmpty() ? null : range);
    json.put("checksum", options.checksum().map(Object::toString).orElse(null));
    json.put("ifExists", Words.word(options.ifExists()));
    body.put("options", json);
    body.put("sourceOptions", sourceOptions(sourceOptions));
    return JsonText.of(body);
  }

  /** What means the same for one object and for each of many. */
  static Map<String, Object> options(DownloadOptions options) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("partSize", options.partSizeBytes() == 0 ? "auto" : options.partSizeBytes());
    json.put("threshold", options.thresholdBytes());
    json.put("lanes", options.lanes() == 0 ? "auto" : options.lanes());
    json.put("limitRate", options.limitBytesPerSecond());
    json.put("retries", options.retries());
    json.put("stallTimeout", options.stallTimeout().toMillis() + "ms");
    json.put("onChange", Words.word(options.onChange()));
    json.put("durability", Words.word(options.durability()));
    json.put("verify", Words.word(options.verify()));
    json.put("restart", options.restart());
    json.put("limitRequests", options.limitRequestsPerSecond());
    json.put("priority", Words.word(options.priority()));
    return json;
  }

  static Map<String, Object> sourceOptions(SourceOptions options) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("endpoint", options.endpoint());
    json.put("region", options.region());
    json.put("profile", options.profile());
    json.put("signature", Words.word(options.signature()));
    json.put("addressing", Words.word(options.addressing()));
    json.put("rangeBehavior", Words.word(options.rangeBehavior()));
    json.put("anonymous", options.anonymous());
    json.put("requestPayer", options.requestPayer());
    json.put("insecure", options.insecure());
    json.put("allowPrivateRedirects", options.allowPrivateRedirects());
    json.put("trafficLimit", options.trafficLimitBits());
    json.put("caFile", options.caFile());
    json.put("timeout", options.timeout().toMillis() + "ms");
    return json;
  }
}
