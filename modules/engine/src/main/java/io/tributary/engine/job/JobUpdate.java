package io.tributary.engine.job;

import io.tributary.core.failure.Failure;
import io.tributary.engine.api.JobProgress;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.serialization.TributarySerializable;

/** What whoever asked for a job hears of it. */
public sealed interface JobUpdate extends TributarySerializable {

  /** The job is being worked on; said about four times a second from then on. */
  record Progressed(JobProgress progress) implements JobUpdate {}

  /** Everything was tried. */
  record Finished(JobResult result) implements JobUpdate {}

  /**
   * It ended before its end.
   *
   * @param resumable whether the same request goes on from what is recorded
   */
  record Ended(Failure failure, boolean resumable) implements JobUpdate {}
}
