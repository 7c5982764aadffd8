package io.tributary.engine.submission;

import java.util.Optional;

/** What a wish makes of a submission. Pure. */
record WishRules(SubmissionState state, Wish wish, boolean begun) {

  /** How the row goes on. */
  record Change(Wish wish, SubmissionState state) {}

  /** Empty when the wish does not fit, or changes nothing. */
  Optional<Change> after(Wish asked) {
    if (asked == wish && state != SubmissionState.FAILED) {
      return Optional.empty();
    }
    return switch (asked) {
      case RUN -> run();
      case PAUSE -> pause();
      case CANCEL -> cancel();
    };
  }

  private Optional<Change> run() {
    return switch (state) {
      case PAUSED, FAILED -> change(Wish.RUN, SubmissionState.WAITING);
      // A pause that has not come through yet; what is being deleted cannot be called back.
      case ACTIVE ->
          wish == Wish.PAUSE ? change(Wish.RUN, SubmissionState.ACTIVE) : Optional.empty();
      case WAITING, COMPLETED, CANCELLED -> Optional.empty();
    };
  }

  private Optional<Change> pause() {
    return switch (state) {
      case WAITING ->
          wish == Wish.RUN ? change(Wish.PAUSE, SubmissionState.PAUSED) : Optional.empty();
      case ACTIVE ->
          wish == Wish.RUN ? change(Wish.PAUSE, SubmissionState.ACTIVE) : Optional.empty();
      case PAUSED, FAILED, COMPLETED, CANCELLED -> Optional.empty();
    };
  }

  /** What was begun may have left a file, which its coordinator deletes. */
  private Optional<Change> cancel() {
    return switch (state) {
      case WAITING, PAUSED, FAILED ->
          change(Wish.CANCEL, begun ? SubmissionState.WAITING : SubmissionState.CANCELLED);
      case ACTIVE -> change(Wish.CANCEL, SubmissionState.ACTIVE);
      case COMPLETED, CANCELLED -> Optional.empty();
    };
  }

  private static Optional<Change> change(Wish wish, SubmissionState state) {
    return Optional.of(new Change(wish, state));
  }
}
