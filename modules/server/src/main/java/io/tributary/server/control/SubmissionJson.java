package io.tributary.server.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.Failure;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionPage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A submission as the API shows it. */
final class SubmissionJson {
  private SubmissionJson() {}

  static ObjectNode of(Submission submission) {
    ObjectNode json =
        Json.object()
            .put("id", submission.id())
            .put("kind", Fields.word(submission.kind()))
            .put("sequence", submission.sequence())
            .put("requestId", textOrNull(submission.requestId()))
            .put("source", submission.source())
            .put("destination", submission.destination())
            .put("home", textOrNull(submission.home()))
            .put("state", Fields.word(submission.state()))
            .put("wish", Fields.word(submission.wish()))
            .put("priority", Fields.word(submission.allowance().priority()))
            .put("limitRate", submission.allowance().bytesPerSecond())
            .put("limitRequests", submission.allowance().requestsPerSecond())
            .put("bytesDone", submission.bytesDone())
            .put("size", submission.sizeBytes() < 0 ? null : (Long) submission.sizeBytes())
            .put("submittedAt", time(submission.submittedAt()))
            .put("changedAt", time(submission.changedAt()))
            .put("startedAt", time(submission.startedAtOrNull()))
            .put("endedAt", time(submission.endedAtOrNull()));
    json.set("error", submission.failure().map(SubmissionJson::of).orElse(null));
    json.set("result", submission.result().map(SubmissionJson::of).orElse(null));
    submission.job().ifPresent(job -> JobJson.add(job, submission.allowance(), json));
    return json;
  }

  /**
   * @param name of the list
   */
  static ObjectNode of(SubmissionPage page, String name) {
    ObjectNode json = Json.object();
    var list = json.putArray(name);
    page.submissions().forEach(submission -> list.add(of(submission)));
    return json.put("next", page.nextBefore() == 0 ? null : (Long) page.nextBefore());
  }

  static ObjectNode of(Failure failure) {
    return Json.object()
        .put("kind", Fields.word(failure.kind()))
        .put("operation", failure.doing())
        .put("target", failure.target())
        .put("reason", failure.reason())
        .put("advice", failure.advice());
  }

  private static ObjectNode of(DownloadResult result) {
    ObjectNode json =
        Json.object()
            .put("size", result.sizeBytes())
            .put("etag", textOrNull(result.identity().etag()))
            .put("versionId", textOrNull(result.identity().versionId()))
            .put("bytesFetched", result.bytesFetched())
            .put("bytesResumed", result.bytesResumed())
            .put("bytesRefetched", result.bytesRefetched())
            .put("requests", result.requests())
            .put("retries", result.retries())
            .put("seconds", Math.round(result.seconds() * 1000) / 1000.0)
            .put("state", Fields.word(result.state()));
    DownloadResult.Verification checksum = result.checksum();
    json.putObject("checksum")
        .put("algorithm", checksum.value().map(c -> c.algorithm().label()).orElse(null))
        .put("value", checksum.value().map(Checksum::value).orElse(null))
        .put("scope", Fields.word(checksum.scope()))
        .put("verified", checksum.verified());
    return json;
  }

  static String textOrNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String time(Instant instantOrNull) {
    return instantOrNull == null ? null : instantOrNull.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
