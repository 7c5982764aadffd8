package io.tributary.engine.submission;

import static java.util.Objects.requireNonNull;

import io.tributary.core.failure.Failure;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.DownloadResult;
import java.time.Instant;
import java.util.Optional;

/**
 * A download, or a job of many, that a cluster was asked for, as its row in the database says.
 * Holds no secret.
 *
 * @param id the id of the download or job, and of its coordinator: one for each destination
 * @param sequence its place in the order of submission; a submission that begins anew gets a new
 *     one
 * @param requestId what the client called its request; empty for none
 * @param source {@code Locator.display()}
 * @param destination the final path of the file, on the disk of {@code home}; or the directory
 * @param home the name of the node on whose disk the destination is; empty for one that nodes share
 * @param startedAtOrNull when it was last begun; null while it never was
 * @param endedAtOrNull when it ended; null while it has not
 * @param bytesDone bytes in the temporary file, at most a second or two old
 * @param sizeBytes bytes to end up with; -1 while unknown
 * @param failureOrNull why it ended without a file, or why it waits to be tried again
 * @param resultOrNull how a download ended well
 * @param jobOrNull what a job has besides; null for a download
 * @param allowance what it may use, and how soon it has its turn
 */
public record Submission(
    String id,
    long sequence,
    String requestId,
    String source,
    String destination,
    String home,
    Wish wish,
    SubmissionState state,
    Instant submittedAt,
    Instant changedAt,
    Instant startedAtOrNull,
    Instant endedAtOrNull,
    long bytesDone,
    long sizeBytes,
    Failure failureOrNull,
    DownloadResult resultOrNull,
    SubmittedJob jobOrNull,
    Allowance allowance) {

  public Submission {
    requireNonNull(id, "id");
    requireNonNull(requestId, "requestId");
    requireNonNull(source, "source");
    requireNonNull(destination, "destination");
    requireNonNull(home, "home");
    requireNonNull(wish, "wish");
    requireNonNull(state, "state");
    requireNonNull(submittedAt, "submittedAt");
    requireNonNull(changedAt, "changedAt");
    // Nodes of earlier versions do not name it.
    allowance = allowance == null ? Allowance.DEFAULT : allowance;
  }

  /** Where nobody says what it may use. */
  public Submission(
      String id,
      long sequence,
      String requestId,
      String source,
      String destination,
      String home,
      Wish wish,
      SubmissionState state,
      Instant submittedAt,
      Instant changedAt,
      Instant startedAtOrNull,
      Instant endedAtOrNull,
      long bytesDone,
      long sizeBytes,
      Failure failureOrNull,
      DownloadResult resultOrNull,
      SubmittedJob jobOrNull) {
    this(
        id,
        sequence,
        requestId,
        source,
        destination,
        home,
        wish,
        state,
        submittedAt,
        changedAt,
        startedAtOrNull,
        endedAtOrNull,
        bytesDone,
        sizeBytes,
        failureOrNull,
        resultOrNull,
        jobOrNull,
        null);
  }

  /** Whether what it may use still matters: it goes on, or may. */
  public boolean mayBeAllowed() {
    return switch (state) {
      case WAITING, ACTIVE, PAUSED, FAILED -> wish != Wish.CANCEL;
      case COMPLETED, CANCELLED -> false;
    };
  }

  public Optional<Instant> startedAt() {
    return Optional.ofNullable(startedAtOrNull);
  }

  public Optional<Instant> endedAt() {
    return Optional.ofNullable(endedAtOrNull);
  }

  public Optional<Failure> failure() {
    return Optional.ofNullable(failureOrNull);
  }

  public SubmissionKind kind() {
    return jobOrNull == null ? SubmissionKind.DOWNLOAD : SubmissionKind.JOB;
  }

  public Optional<SubmittedJob> job() {
    return Optional.ofNullable(jobOrNull);
  }

  public Optional<DownloadResult> result() {
    return Optional.ofNullable(resultOrNull);
  }
}
