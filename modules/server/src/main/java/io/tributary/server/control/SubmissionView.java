package io.tributary.server.control;

import akka.actor.typed.ActorSystem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.engine.Tributary;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One submission: its row, and what its coordinator says goes on. Thread-safe. */
final class SubmissionView {
  /** A coordinator answers in milliseconds, or is on its way to another node for many seconds. */
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private final Tributary tributary;

  SubmissionView(ActorSystem<?> system) {
    this.tributary = Tributary.get(system);
  }

  /** Never fails: the row is an answer by itself. */
  CompletionStage<ObjectNode> json(Submission submission) {
    ObjectNode row = SubmissionJson.of(submission);
    if (submission.state() != SubmissionState.ACTIVE) {
      return CompletableFuture.completedFuture(without(row, "it is not active"));
    }
    return status(submission)
        .handle(
            (status, late) -> {
              if (late != null) {
                return without(row, "its coordinator does not answer, perhaps it is moving");
              } else if (status.isEmpty()) {
                return without(row, "its coordinator is about to begin, or has just ended");
              }
              row.set("status", status.get());
              return row.putNull("statusReason");
            });
  }

  /** Empty when nothing goes on. */
  private CompletionStage<Optional<ObjectNode>> status(Submission submission) {
    return switch (submission.kind()) {
      case DOWNLOAD ->
          tributary
              .status(submission.id(), PATIENCE)
              .thenApply(
                  status ->
                      status.running() ? Optional.of(StatusJson.of(status)) : Optional.empty());
      case JOB ->
          tributary
              .jobStatus(submission.home(), submission.id(), PATIENCE)
              .thenApply(
                  status -> status.running() ? Optional.of(JobJson.of(status)) : Optional.empty());
    };
  }

  private static ObjectNode without(ObjectNode row, String reason) {
    return row.putNull("status").put("statusReason", reason);
  }
}
