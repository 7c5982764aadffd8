package io.tributary.engine.client;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.api.JobCounts;
import io.tributary.engine.download.DownloadStatus;
import io.tributary.engine.job.JobStatus;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionState;
import java.util.Optional;

/**
 * A look at a download or job.
 *
 * @param submission what the database says, at most a second or two old
 * @param downloadOrNull what goes on in a download that is active, as its coordinator says; null
 *     when that did not answer at once, for example while it moves
 * @param jobOrNull the same of a job
 */
public record SubmissionStatus(
    Submission submission, DownloadStatus downloadOrNull, JobStatus jobOrNull) {
  public SubmissionStatus {
    requireNonNull(submission, "submission");
  }

  public String id() {
    return submission.id();
  }

  public SubmissionState state() {
    return submission.state();
  }

  public Optional<DownloadStatus> download() {
    return Optional.ofNullable(downloadOrNull);
  }

  public Optional<JobStatus> job() {
    return Optional.ofNullable(jobOrNull);
  }

  /** Of the file, or of the files of a job; the latest that is known. */
  public long bytesDone() {
    long live =
        download()
            .map(DownloadStatus::writtenBytes)
            .or(() -> job().map(status -> bytes(status.progress().counts())))
            .orElse(0L);
    return Math.max(submission.bytesDone(), live);
  }

  private static long bytes(JobCounts counts) {
    return counts.bytesFetched() + counts.bytesKept();
  }

  /** To end up with; empty while unknown, as for a job. */
  public Optional<Long> sizeBytes() {
    return submission.sizeBytes() < 0 ? Optional.empty() : Optional.of(submission.sizeBytes());
  }

  /** Of payload, smoothed; 0 while nothing goes on. */
  public double bytesPerSecond() {
    return download()
        .map(DownloadStatus::bytesPerSecond)
        .or(() -> job().map(status -> status.progress().bytesPerSecond()))
        .orElse(0.0);
  }
}
