package io.tributary.engine.submission;

import io.tributary.core.failure.Failure;

/** What became of a {@link SubmissionRequest}. */
public sealed interface Submitted {

  /** It is in the database, and goes on whatever happens to this node. */
  record Accepted(Submission submission) implements Submitted {}

  /** Just that was asked for before and has not ended, or the same request was; nothing changes. */
  record Attached(Submission submission) implements Submitted {}

  /**
   * The destination is taken.
   *
   * @param failure DESTINATION_BUSY, naming the holder; USAGE when the request has the key of
   *     another one, see {@link RequestKey}
   * @param holder what goes to that destination
   */
  record Refused(Failure failure, Submission holder) implements Submitted {}

  /**
   * What goes on now, whether it was there before or not.
   *
   * @throws io.tributary.core.failure.TributaryException DESTINATION_BUSY when that is something
   *     else, USAGE when the key of the request was used for that
   */
  default Submission orThrow() {
    if (this instanceof Accepted accepted) {
      return accepted.submission();
    } else if (this instanceof Attached attached) {
      return attached.submission();
    }
    throw ((Refused) this).failure().asException();
  }
}
