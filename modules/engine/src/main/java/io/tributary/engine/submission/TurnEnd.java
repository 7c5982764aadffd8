package io.tributary.engine.submission;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.download.DownloadUpdate;

/** What the end of a run makes of a submission. Pure. */
record TurnEnd(SubmissionState state, Failure failureOrNull, DownloadResult resultOrNull) {

  /**
   * @param end {@code Finished} or {@code Ended}
   */
  static TurnEnd of(Wish wish, DownloadUpdate end) {
    if (end instanceof DownloadUpdate.Finished finished) {
      return new TurnEnd(SubmissionState.COMPLETED, null, finished.result());
    }
    Failure failure = ((DownloadUpdate.Ended) end).failure();
    if (wish == Wish.CANCEL) {
      return new TurnEnd(SubmissionState.CANCELLED, null, null);
    }
    if (failure.kind() != FailureKind.INTERRUPTED) {
      return new TurnEnd(SubmissionState.FAILED, failure, null);
    }
    // Interrupted without a wish: the pause was taken back, or a node gave it up as it left.
    return new TurnEnd(
        wish == Wish.PAUSE ? SubmissionState.PAUSED : SubmissionState.WAITING, null, null);
  }
}
