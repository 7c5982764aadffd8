package io.tributary.engine.client.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.filter.FilterRule;
import io.tributary.core.filter.KeyFilter;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.api.Priority;
import io.tributary.engine.submission.SubmissionRequest;
import io.tributary.engine.submission.SubmissionRequest.Many;
import io.tributary.storage.SourceOptions;
import java.time.Instant;
import java.util.Locale;

/** The bodies of {@code POST /v1/downloads}, {@code POST /v1/jobs} and of changes to both. */
public final class RequestJson {
  private static final JsonMapper JSON = new JsonMapper();

  private RequestJson() {}

  /** Where it is posted to. */
  public static String path(SubmissionRequest request) {
    return request.manyOrNull() == null ? "/v1/downloads" : "/v1/jobs";
  }

  /**
   * @throws TributaryException USAGE when it asks for what the API has no word for
   */
  public static String of(SubmissionRequest request) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("source", request.source())
            .put("destination", request.destination())
            .put("home", textOrNull(request.home()))
            .put("requestId", textOrNull(request.requestId()));
    if (request.manyOrNull() == null) {
      body.set("options", ofOne(request.options(), request.destination()));
    } else {
      addMany(request.manyOrNull(), request.destination(), body);
    }
    body.set("sourceOptions", source(request.sourceOptions()));
    return text(body);
  }

  /** Of {@code POST /v1/downloads/ID}: what is null there stays as it is. */
  public static String of(AllowanceChange change) {
    Priority priorityOrNull = change.priorityOrNull();
    return text(
        JSON.createObjectNode()
            .put("limitRate", change.bytesPerSecondOrNull())
            .put("limitRequests", change.requestsPerSecondOrNull())
            .put("priority", priorityOrNull == null ? null : word(priorityOrNull))
            .put("requests", change.requestsOrNull()));
  }

  private static String text(ObjectNode body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void addMany(Many many, String destination, ObjectNode body) {
    JobOptions options = many.options();
    require(!options.dryRun(), destination, "a dry run");
    require(options.download().keepTime(), destination, "files of a job with the time they come");
    body.put("manifest", many.manifest())
        .put("receipt", textOrNull(many.receipt()))
        .put("failures", textOrNull(many.failures()));
    body.set("filter", filter(options.filter()));
    ObjectNode json = ofEach(options.download());
    json.put("compare", word(options.compare()))
        .put("names", word(options.names()))
        .put("large", options.largeBytes())
        .put("requests", options.requests())
        .put("restoreDays", options.restoreDays());
    if (options.awaitRestores()) {
      // Nodes of earlier versions do not know the word.
      json.put("awaitRestores", true);
    }
    body.set("options", json);
  }

  private static ObjectNode ofOne(DownloadOptions options, String destination) {
    require(!options.keepTime(), destination, "a file with the time of its object");
    ObjectNode json = ofEach(options);
    return json.put("range", options.range().map(Object::toString).orElse(null))
        .put("checksum", options.checksum().map(Object::toString).orElse(null))
        .put("ifExists", word(options.ifExists()));
  }

  /** What means the same for one object and for each of many. */
  private static ObjectNode ofEach(DownloadOptions options) {
    ObjectNode json = JSON.createObjectNode();
    if (options.partSizeBytes() != 0) {
      json.put("partSize", options.partSizeBytes());
    }
    if (options.lanes() != 0) {
      json.put("lanes", options.lanes());
    }
    return json.put("threshold", options.thresholdBytes())
        .put("limitRate", options.limitBytesPerSecond())
        .put("retries", options.retries())
        .put("stallTimeout", options.stallTimeout().toMillis() + "ms")
        .put("onChange", word(options.onChange()))
        .put("durability", word(options.durability()))
        .put("verify", word(options.verify()))
        .put("restart", options.restart())
        .put("limitRequests", options.limitRequestsPerSecond())
        .put("priority", word(options.priority()));
  }

  private static ObjectNode source(SourceOptions options) {
    return JSON.createObjectNode()
        .put("endpoint", options.endpoint())
        .put("region", options.region())
        .put("profile", options.profile())
        .put("signature", word(options.signature()))
        .put("addressing", word(options.addressing()))
        .put("rangeBehavior", word(options.rangeBehavior()))
        .put("anonymous", options.anonymous())
        .put("requestPayer", options.requestPayer())
        .put("insecure", options.insecure())
        .put("allowPrivateRedirects", options.allowPrivateRedirects())
        .put("trafficLimit", options.trafficLimitBits())
        .put("caFile", options.caFile())
        .put("timeout", options.timeout().toMillis() + "ms");
  }

  private static ObjectNode filter(KeyFilter filter) {
    ObjectNode json = JSON.createObjectNode();
    var rules = json.putArray("rules");
    for (FilterRule rule : filter.rules()) {
      rules.addObject().put(word(rule.action()), rule.pattern());
    }
    return json.put("minSize", filter.minSizeBytes())
        .put("maxSize", filter.maxSizeBytes())
        .put("newerThan", time(filter.modifiedFromOrNull(), filter.modifiedFromAge()))
        .put("olderThan", time(filter.modifiedBeforeOrNull(), filter.modifiedBeforeAge()));
  }

  /** An age stays one, so that the same request is the same job tomorrow; null for no time. */
  private static String time(Instant instantOrNull, String age) {
    return instantOrNull == null || !age.isEmpty() ? textOrNull(age) : instantOrNull.toString();
  }

  private static String textOrNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void require(boolean said, String destination, String what) {
    if (!said) {
      throw new Failure(
              FailureKind.USAGE,
              "submit",
              destination,
              "the HTTP API has no word for " + what,
              "leave it out, or ask from a member of the cluster")
          .asException();
    }
  }
}
