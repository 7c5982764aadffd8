package io.tributary.engine.submission;

import io.tributary.core.failure.Failure;

/** How a turn of a submission came to its end. */
sealed interface TurnOutcome {

  /**
   * It is done.
   *
   * @param result a {@code DownloadResult} or a {@code JobResult}
   * @param sizeBytes what is there now
   */
  record Done(Object result, long sizeBytes) implements TurnOutcome {}

  /** It ended before its end. */
  record Stopped(Failure failure) implements TurnOutcome {}
}
