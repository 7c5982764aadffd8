package io.tributary.engine.submission;

import io.tributary.core.display.DisplayText;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Tells who reads a node's log what submissions begin, and how they end; each line with the id. A
 * keeper that has moved to another node tells of all that it follows once more.
 */
final class TurnLog {
  private static final Logger LOG = LoggerFactory.getLogger(TurnLog.class);

  private TurnLog() {}

  static void begins(SubmissionRow row) {
    Submission submission = row.submission();
    about(
        submission.kind(),
        submission.id(),
        () ->
            LOG.info(
                "{} to {} is under way",
                DisplayText.escape(submission.source()),
                DisplayText.escape(submission.destination())));
  }

  static void ended(SubmissionKind kind, String id, TurnOutcome end) {
    about(kind, id, () -> ended(end));
  }

  private static void ended(TurnOutcome end) {
    if (end instanceof TurnOutcome.Done done) {
      LOG.info("It is done, {} bytes", done.sizeBytes());
    } else if (end instanceof TurnOutcome.Stopped stopped) {
      stopped(stopped.failure());
    }
  }

  /** Who pauses or cancels knows of it. */
  private static void stopped(Failure failure) {
    String line = DisplayText.escape(failure.oneLine());
    if (failure.kind() == FailureKind.INTERRUPTED) {
      LOG.info("It has stopped: {}", line);
    } else {
      LOG.warn("It has failed: {}", line);
    }
  }

  private static void about(SubmissionKind kind, String id, Runnable line) {
    String name = kind.name().toLowerCase(Locale.ROOT);
    MDC.put(name, id);
    try {
      line.run();
    } finally {
      MDC.remove(name);
    }
  }
}
