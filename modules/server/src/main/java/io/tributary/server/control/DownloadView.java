package io.tributary.server.control;

import akka.actor.typed.ActorSystem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.engine.Tributary;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One download: its row, and what its coordinator says goes on. Thread-safe. */
final class DownloadView {
  /** A coordinator answers in milliseconds, or is on its way to another node for many seconds. */
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private final Tributary tributary;

  DownloadView(ActorSystem<?> system) {
    this.tributary = Tributary.get(system);
  }

  /** Never fails: the row is an answer by itself. */
  CompletionStage<ObjectNode> json(Submission submission) {
    ObjectNode row = SubmissionJson.of(submission);
    if (submission.state() != SubmissionState.ACTIVE) {
      return CompletableFuture.completedFuture(without(row, "it is not active"));
    }
    return tributary
        .status(submission.id(), PATIENCE)
        .handle(
            (status, late) -> {
              if (late != null) {
                return without(row, "its coordinator does not answer, perhaps it is moving");
              } else if (!status.running()) {
                return without(row, "its coordinator is about to begin, or has just ended");
              }
              row.set("status", StatusJson.of(status));
              return row.putNull("statusReason");
            });
  }

  private static ObjectNode without(ObjectNode row, String reason) {
    return row.putNull("status").put("statusReason", reason);
  }
}
