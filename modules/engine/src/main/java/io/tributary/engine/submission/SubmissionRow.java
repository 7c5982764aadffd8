package io.tributary.engine.submission;

import io.tributary.engine.download.DownloadSpec;

/**
 * A row of the table.
 *
 * @param begun whether a coordinator was ever asked for it: there may be something on disk
 * @param awayMillisOrNull since when it waits for its home, or tries in vain to reach it
 */
record SubmissionRow(
    Submission submission, boolean begun, Long awayMillisOrNull, DownloadSpec spec) {

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
    boolean same =
        spec.source().objectKey().equals(draft.spec().source().objectKey())
            && spec.options().range().equals(draft.spec().options().range())
            && (draft.spec().options().checksum().isEmpty()
                || spec.options().checksum().equals(draft.spec().options().checksum()));
    return isOfThatRequest(draft) || (same && !submission.state().ended());
  }

  private boolean isOfThatRequest(SubmissionDraft draft) {
    return !draft.requestId().isEmpty() && draft.requestId().equals(submission.requestId());
  }
}
