package io.tributary.engine.submission;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.home.HomeAway;
import java.time.Duration;
import java.util.Locale;

/** What the end of a run makes of a submission. Pure. */
record TurnEnd(SubmissionState state, Failure failureOrNull, TurnOutcome.Done doneOrNull) {

  /** The end of what has waited for its home for too long. */
  static TurnEnd homeStaysAway(Submission submission, Duration patience) {
    Failure last = submission.failure().orElseGet(() -> HomeAway.unreachable(submission.home()));
    Failure failure =
        new Failure(
            last.kind(),
            last.doing(),
            last.target(),
            last.reason() + ", after waiting for " + text(patience),
            submission.wish() == Wish.CANCEL
                ? "what it has stays there"
                : "start it, and then resume this: what it has is kept");
    return submission.wish() == Wish.CANCEL
        ? new TurnEnd(SubmissionState.CANCELLED, failure, null)
        : new TurnEnd(SubmissionState.FAILED, failure, null);
  }

  private static String text(Duration patience) {
    return patience.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  /** Whether it waits for its home to come back. */
  boolean waitsForHome() {
    return state == SubmissionState.WAITING && failureOrNull != null;
  }

  static TurnEnd of(Wish wish, TurnOutcome end) {
    if (end instanceof TurnOutcome.Done done) {
      return new TurnEnd(SubmissionState.COMPLETED, null, done);
    }
    Failure failure = ((TurnOutcome.Stopped) end).failure();
    if (failure.kind() == FailureKind.HOME_AWAY && wish != Wish.PAUSE) {
      // Even to cancel it: there may be something to delete.
      return new TurnEnd(SubmissionState.WAITING, failure, null);
    }
    if (wish == Wish.CANCEL) {
      return new TurnEnd(SubmissionState.CANCELLED, null, null);
    }
    if (failure.kind() != FailureKind.INTERRUPTED && failure.kind() != FailureKind.HOME_AWAY) {
      return new TurnEnd(SubmissionState.FAILED, failure, null);
    }
    // Interrupted without a wish: the pause was taken back, or a node gave it up as it left.
    return new TurnEnd(
        wish == Wish.PAUSE ? SubmissionState.PAUSED : SubmissionState.WAITING, null, null);
  }
}
