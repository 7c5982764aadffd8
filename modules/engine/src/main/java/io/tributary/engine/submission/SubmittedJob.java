package io.tributary.engine.submission;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.api.JobProgress;
import io.tributary.engine.api.JobResult;
import java.util.Optional;

/**
 * What a submission of many objects has besides what each has.
 *
 * @param manifest whether the source names the objects
 * @param receipt where a line about each object goes; empty for nowhere
 * @param failures where a manifest of what could not be fetched goes; empty for nowhere
 * @param progressOrNull at most a second or two old, or that of its latest run; null while it never
 *     was begun
 * @param resultOrNull how it ended, once everything was tried
 */
public record SubmittedJob(
    boolean manifest,
    String receipt,
    String failures,
    JobProgress progressOrNull,
    JobResult resultOrNull) {
  public SubmittedJob {
    requireNonNull(receipt, "receipt");
    requireNonNull(failures, "failures");
  }

  public Optional<JobProgress> progress() {
    return Optional.ofNullable(progressOrNull);
  }

  public Optional<JobResult> result() {
    return Optional.ofNullable(resultOrNull);
  }
}
