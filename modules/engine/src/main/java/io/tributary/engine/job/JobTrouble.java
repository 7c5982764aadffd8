package io.tributary.engine.job;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.api.JobCounts;
import java.util.Optional;

/**
 * Remembers that events of a job could not be written. A disk may be full for a moment; but when
 * nothing was recorded from one such time to the next, somebody has to hear of it.
 */
final class JobTrouble {
  /** What was recorded the last time; null for never. */
  private JobCounts countsThen;

  /**
   * Another event was not written.
   *
   * @param cause when it is known
   * @return why the job ends, when trying again is futile
   */
  Optional<Failure> again(JobState state, Optional<Throwable> cause) {
    boolean futile = state.counts().equals(countsThen);
    countsThen = state.counts();
    return futile ? Optional.of(failure(state, cause)) : Optional.empty();
  }

  private static Failure failure(JobState state, Optional<Throwable> cause) {
    return new Failure(
        FailureKind.STATE_UNUSABLE,
        "record the progress of the job in",
        Optional.ofNullable(state.specOrNull()).map(JobSpec::root).orElse("its directory"),
        cause.map(Throwable::getMessage).orElse("the journal cannot be written"),
        "free some space or check the disk of the state directory, then run the same command"
            + " again, it continues");
  }
}
