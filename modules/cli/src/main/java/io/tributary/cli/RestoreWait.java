package io.tributary.cli;

import io.tributary.cli.option.JobSource;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.api.JobCounts;
import io.tributary.engine.api.JobRequest;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.api.JobResult.ObjectFailure;
import io.tributary.engine.api.JobResult.SlowObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Fetches what is being restored from archives: in further jobs, each of what the one before found
 * still archived, until there is nothing of that kind. Between them nothing is open or in memory;
 * what is waited for is in the receipt, which says at any time what has become of all objects.
 */
final class RestoreWait implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

  /** Archives take minutes to days, and a look at an object costs two requests. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final JobRequest request;
  private final Path receipt;
  private final Path directory;
  private final CompletableFuture<Void> interrupted;

  /**
   * @param request of the first job, which is over; it has a receipt
   * @param interrupted completes when nobody wants to wait any more
   */
  RestoreWait(JobRequest request, CompletableFuture<Void> interrupted) {
    this.request = request;
    this.receipt = request.receiptOrNull();
    this.interrupted = interrupted;
    try {
      this.directory = Files.createTempDirectory("tributary-restore-");
    } catch (IOException e) {
      throw disk("make a directory in", System.getProperty("java.io.tmpdir"), e);
    }
  }

  /**
   * Waits, and fetches; blocks.
   *
   * @param first what the first job came to
   * @param job runs another one
   * @return what all of them came to
   */
  JobResult rest(JobResult first, Function<JobRequest, JobResult> job) {
    JobResult sum = first;
    Duration pause = FIRST_PAUSE;
    for (long archived = list(); archived > 0; archived = list()) {
      sleep(pause, archived);
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      JobResult next = job.apply(next());
      ArchivedLines.replace(receipt, request.root(), directory.resolve("receipt"));
      sum = plus(sum, next, archived);
    }
    return sum;
  }

  private Path manifest() {
    return directory.resolve("manifest");
  }

  /** Writes a manifest of what is still archived; returns how many objects that are. */
  private long list() {
    return ArchivedLines.copy(receipt, request.root(), manifest(), request.manifest());
  }

  private JobRequest next() {
    JobSource archived =
        JobSource.ofManifest(manifest().toString(), new ByteArrayInputStream(new byte[0]));
    return new JobRequest(
        archived.listed(),
        true,
        request.root(),
        directory.resolve("receipt"),
        request.sourceOptions(),
        request.secrets(),
        request.options().ofAll());
  }

  private void sleep(Duration pause, long archived) {
    try {
      interrupted.get(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException over) {
      return;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    throw new Failure(
            FailureKind.INTERRUPTED,
            "wait for what is being restored from",
            request.source().locator().display(),
            archived + " objects are not yet",
            "run the same command again")
        .asException();
  }

  private static JobResult plus(JobResult sum, JobResult next, long archived) {
    JobCounts more = next.counts();
    JobCounts listedBefore =
        new JobCounts(
            0,
            0,
            more.fetched(),
            more.kept(),
            more.failed() - archived,
            more.bytesFetched(),
            more.bytesKept(),
            more.bytesReused(),
            more.archived() - archived);
    List<ObjectFailure> failures =
        Stream.concat(
                sum.firstFailures().stream()
                    .filter(one -> one.failure().kind() != FailureKind.ARCHIVED),
                next.firstFailures().stream())
            .limit(JobResult.MOST_FAILURES)
            .toList();
    return new JobResult(
        sum.source(),
        sum.root(),
        sum.counts().plus(listedBefore),
        sum.seconds() + next.seconds(),
        sum.requests() + next.requests(),
        failures,
        SlowObject.some(sum.slowest(), next.slowest()));
  }

  private static RuntimeException disk(String doing, String target, IOException e) {
    return new Failure(FailureKind.LOCAL_DISK, doing, target, String.valueOf(e.getMessage()), "")
        .asException(e);
  }

  @Override
  public void close() {
    try {
      DirectoryTree.delete(directory);
    } catch (IOException e) {
      throw disk("delete", directory.toString(), e);
    }
  }
}
