package io.tributary.engine.submission;

/**
 * A row of the table.
 *
 * @param begun whether a coordinator was ever asked for it: there may be something on disk
 * @param awayMillisOrNull since when it waits for its home, or tries in vain to reach it
 */
record SubmissionRow(
    Submission submission, boolean begun, Long awayMillisOrNull, SubmissionSpec spec) {

  String id() {
    return submission.id();
  }

  long sequence() {
    return submission.sequence();
  }

  WishRules rules() {
    return new WishRules(submission.state(), submission.wish(), begun);
  }

  /** Whether a request is answered by what goes on here already. */
  boolean answers(SubmissionDraft draft) {
    return isOfThatRequest(draft) || (spec.answers(draft.spec()) && !submission.state().ended());
  }

  /** Whether its key was used before, here, for something else. */
  boolean hasKeyOf(SubmissionDraft draft) {
    return RequestKey.usedTwice(submission.requestId(), draft.requestId());
  }

  private boolean isOfThatRequest(SubmissionDraft draft) {
    return !draft.requestId().isEmpty() && draft.requestId().equals(submission.requestId());
  }
}
