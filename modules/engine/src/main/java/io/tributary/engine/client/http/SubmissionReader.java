package io.tributary.engine.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.identity.Identity;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.api.JobCounts;
import io.tributary.engine.api.JobProgress;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.api.Priority;
import io.tributary.engine.download.DownloadStatus;
import io.tributary.engine.job.JobStatus;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionState;
import io.tributary.engine.submission.SubmittedJob;
import io.tributary.engine.submission.Wish;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Submissions as the API shows them. What it does not show is empty, or 0: most of an object's
 * identity, the ranges of a result. Fields that are not known here are passed over.
 */
public final class SubmissionReader {
  private SubmissionReader() {}

  /**
   * @throws IllegalArgumentException when it is none, or of a later version that has other words
   */
  public static Submission submission(JsonNode json) {
    boolean job = isJob(json);
    return new Submission(
        required(json, "id"),
        json.path("sequence").asLong(),
        text(json, "requestId"),
        required(json, "source"),
        required(json, "destination"),
        text(json, "home"),
        constant(Wish.class, json.path("wish")),
        constant(SubmissionState.class, json.path("state")),
        Instant.parse(required(json, "submittedAt")),
        Instant.parse(required(json, "changedAt")),
        object(json, "startedAt", time -> Instant.parse(time.asText())),
        object(json, "endedAt", time -> Instant.parse(time.asText())),
        json.path("bytesDone").asLong(),
        json.path("size").asLong(-1),
        object(json, "error", ControlClient::problem),
        job ? null : object(json, "result", result -> result(json, result)),
        job ? job(json) : null,
        allowance(json));
  }

  /** Nodes of earlier versions do not show it. */
  private static Allowance allowance(JsonNode json) {
    return new Allowance(
        json.path("limitRate").asLong(),
        json.path("limitRequests").asDouble(),
        known(() -> constant(Priority.class, json.path("priority"))).orElse(Priority.NORMAL),
        0,
        json.path("requests").asInt());
  }

  public static boolean isJob(JsonNode json) {
    return json.path("kind").asText().equals("job");
  }

  private static SubmittedJob job(JsonNode json) {
    return new SubmittedJob(
        json.path("manifest").asBoolean(),
        text(json, "receipt"),
        text(json, "failures"),
        object(json, "progress", SubmissionReader::progress),
        object(json, "result", result -> jobResult(json, result)));
  }

  private static DownloadResult result(JsonNode row, JsonNode json) {
    return new DownloadResult(
        required(row, "source"),
        required(row, "destination"),
        new Identity(
            Identity.UNKNOWN_SIZE, text(json, "etag"), "", text(json, "versionId"), List.of()),
        json.path("size").asLong(),
        json.path("bytesFetched").asLong(),
        json.path("bytesResumed").asLong(),
        json.path("bytesRefetched").asLong(),
        json.path("requests").asLong(),
        json.path("retries").asLong(),
        json.path("seconds").asDouble(),
        verification(json.path("checksum")),
        constant(DownloadResult.Outcome.class, json.path("state")));
  }

  private static DownloadResult.Verification verification(JsonNode json) {
    return new DownloadResult.Verification(
        known(() -> checksum(json)).orElse(null),
        constant(DownloadResult.Verification.Scope.class, json.path("scope")),
        json.path("verified").asBoolean());
  }

  private static Checksum checksum(JsonNode json) {
    return new Checksum(
        ChecksumAlgorithm.ofLabel(required(json, "algorithm")), required(json, "value"));
  }

  private static JobProgress progress(JsonNode json) {
    return new JobProgress(
        json.path("listing").asBoolean(),
        counts(json),
        json.path("openObjects").asLong(),
        json.path("bytesPerSecond").asDouble(),
        "");
  }

  private static JobCounts counts(JsonNode json) {
    return new JobCounts(
        json.path("listed").asLong(),
        json.path("excluded").asLong(),
        json.path("fetched").asLong(),
        json.path("kept").asLong(),
        json.path("failed").asLong(),
        json.path("bytesFetched").asLong(),
        json.path("bytesKept").asLong(),
        json.path("bytesReused").asLong(),
        json.path("archived").asLong());
  }

  private static JobResult jobResult(JsonNode row, JsonNode json) {
    return new JobResult(
        required(row, "source"),
        required(row, "destination"),
        counts(json),
        json.path("seconds").asDouble(),
        json.path("requests").asLong(),
        failures(json),
        list(
            json.path("slowest"),
            one ->
                new JobResult.SlowObject(
                    one.path("key").asText(),
                    one.path("bytes").asLong(),
                    Math.round(one.path("seconds").asDouble() * 1000))));
  }

  private static List<JobResult.ObjectFailure> failures(JsonNode json) {
    return list(
        json.path("firstFailures"),
        one ->
            new JobResult.ObjectFailure(
                one.path("key").asText(), ControlClient.problem(one.path("error"))));
  }

  /** What goes on in a download; empty when nothing does, or its coordinator did not answer. */
  public static Optional<DownloadStatus> status(JsonNode row) {
    JsonNode json = row.path("status");
    return json.isObject()
        ? known(() -> constant(DownloadProgress.Phase.class, json.path("phase")))
            .map(phase -> status(row, json, phase))
        : Optional.empty();
  }

  private static DownloadStatus status(JsonNode row, JsonNode json, DownloadProgress.Phase phase) {
    return new DownloadStatus(
        phase,
        true,
        required(row, "source"),
        required(row, "destination"),
        text(json, "home"),
        text(json, "coordinator"),
        json.path("sizeBytes").asLong(-1),
        json.path("writtenBytes").asLong(),
        json.path("bytesPerSecond").asDouble(),
        ranges(json.path("written")),
        list(json.path("nodes"), SubmissionReader::share),
        list(json.path("lanes"), SubmissionReader::lane));
  }

  private static DownloadStatus.NodeShare share(JsonNode json) {
    return new DownloadStatus.NodeShare(
        text(json, "node"),
        json.path("lanes").asInt(),
        json.path("writtenBytes").asLong(),
        json.path("bytesPerSecond").asDouble(),
        ranges(json.path("written")),
        ranges(json.path("inFlight")));
  }

  private static DownloadStatus.LaneWork lane(JsonNode json) {
    return new DownloadStatus.LaneWork(
        json.path("lane").asInt(),
        text(json, "node"),
        json.path("start").asLong(),
        json.path("position").asLong(),
        json.path("end").asLong(),
        json.path("bytesPerSecond").asDouble());
  }

  /** The same of a job. */
  public static Optional<JobStatus> jobStatus(JsonNode row) {
    JsonNode json = row.path("status");
    return json.isObject()
        ? Optional.of(
            new JobStatus(
                text(json, "coordinator"),
                true,
                progress(json),
                list(json.path("nodes"), SubmissionReader::jobShare),
                failures(json)))
        : Optional.empty();
  }

  private static JobStatus.NodeShare jobShare(JsonNode json) {
    return new JobStatus.NodeShare(
        text(json, "node"),
        list(json.path("batches"), JsonNode::asLong),
        json.path("objects").asLong(),
        json.path("bytesReceived").asLong());
  }

  private static List<ByteRange> ranges(JsonNode json) {
    return list(json, range -> new ByteRange(range.path(0).asLong(), range.path(1).asLong()));
  }

  private static <T> List<T> list(JsonNode json, Function<JsonNode, T> read) {
    List<T> list = new ArrayList<>();
    json.forEach(one -> list.add(read.apply(one)));
    return list;
  }

  /** Null where there is none. */
  private static <T> T object(JsonNode json, String field, Function<JsonNode, T> read) {
    JsonNode value = json.path(field);
    return value.isNull() || value.isMissingNode() ? null : read.apply(value);
  }

  /** Empty for a word of a later version, in a place where there may be new ones. */
  private static <T> Optional<T> known(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (IllegalArgumentException ofALaterVersion) {
      return Optional.empty();
    }
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).isTextual() ? json.path(field).asText() : "";
  }

  private static String required(JsonNode json, String field) {
    if (!json.path(field).isTextual()) {
      throw new IllegalArgumentException("there is no " + field);
    }
    return json.path(field).asText();
  }

  private static <E extends Enum<E>> E constant(Class<E> type, JsonNode word) {
    return Enum.valueOf(type, word.asText().toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
