package io.tributary.server.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.Submissions;
import io.tributary.server.live.LiveRow;
import io.tributary.server.live.LiveRows;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The downloads, for those who watch. Thread-safe. */
final class DownloadRows implements LiveRows {
  private final Submissions submissions;

  DownloadRows(Submissions submissions) {
    this.submissions = submissions;
  }

  @Override
  public String name() {
    return "downloads";
  }

  @Override
  public CompletionStage<List<LiveRow>> changedSince(Instant since, int limit) {
    return submissions
        .changedSince(since, limit)
        .thenApply(changed -> changed.stream().map(DownloadRows::row).toList());
  }

  private static LiveRow row(Submission submission) {
    ObjectNode json = SubmissionJson.of(submission);
    return new LiveRow(
        json.path("kind").asText("download"),
        submission.id(),
        submission.changedAt(),
        submission.bytesDone(),
        submission.sizeBytes(),
        json);
  }

  @Override
  public CompletionStage<ObjectNode> count() {
    return submissions
        .count()
        .thenApply(
            counts -> {
              ObjectNode json = Json.object();
              counts.forEach((state, count) -> json.put(Fields.word(state), count));
              return json;
            });
  }
}
