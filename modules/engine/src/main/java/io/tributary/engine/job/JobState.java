package io.tributary.engine.job;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.tree.TreeState;
import io.tributary.engine.api.JobCounts;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.api.JobResult.ObjectFailure;
import io.tributary.engine.api.JobResult.SlowObject;
import io.tributary.storage.listing.ListingPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a job, from its events alone. Its size is bounded by what is handed out at a
 * time, whatever the number of objects.
 *
 * @param specOrNull null before the first request
 * @param names of what is on disk while it is not over
 * @param epoch how often it was asked for since it began
 * @param open batches that are not over, in order
 * @param batches how many there were so far
 * @param requests that objects took so far
 * @param slowest of the objects so far, those that took longest
 * @param leftovers of earlier runs, as long as they may be on the disk
 */
public record JobState(
    Status status,
    JobSpec specOrNull,
    Names names,
    int epoch,
    Listed listed,
    List<Batch> open,
    long batches,
    JobCounts counts,
    long requests,
    List<ObjectFailure> failures,
    long receiptBytes,
    List<SlowObject> slowest,
    List<Leftover> leftovers) {

  /** Of runs; more are forgotten, the first of them first. */
  static final int MOST_LEFTOVERS = 100;

  /** How far it is. */
  public enum Status {
    NEW,
    REQUESTED,
    COMPLETED,
    STOPPED
  }

  /**
   * @param seed of the names of temporary files, for nobody to guess
   * @param marker a file in the root
   * @param receipt temporary name; empty for none
   */
  public record Names(String seed, String marker, String receipt) {}

  public JobState {
    // Journals of earlier versions do not name these.
    slowest = slowest == null ? List.of() : List.copyOf(slowest);
    leftovers = leftovers == null ? List.of() : List.copyOf(leftovers);
  }

  private static final Listed START =
      new Listed(ListingPosition.START.text(), TreeState.START, false);

  static JobState empty() {
    return new JobState(
        Status.NEW,
        null,
        new Names("", "", ""),
        0,
        START,
        List.of(),
        0,
        JobCounts.NONE,
        0,
        List.of(),
        0,
        List.of(),
        List.of());
  }

  JobSpec spec() {
    return Optional.ofNullable(specOrNull).orElseThrow();
  }

  /** Whether this very request led to the end: its access id is new whenever somebody asks anew. */
  boolean isDone(JobSpec asked) {
    return status == Status.COMPLETED && asked.isSameRequest(specOrNull);
  }

  /**
   * Whether what is recorded holds for a request. The very request that began it goes on, though it
   * once began anew.
   */
  boolean goesOnWith(JobSpec asked) {
    boolean unfinished = status == Status.REQUESTED || status == Status.STOPPED;
    boolean restarts = asked.options().download().restart();
    return unfinished
        && (asked.isSameRequest(specOrNull) || (!restarts && asked.goesOnWith(specOrNull)));
  }

  /** What is on the disk that nobody goes on with, once this is not gone on with. */
  List<Leftover> leftoversWithThis() {
    boolean unfinished = status == Status.REQUESTED || status == Status.STOPPED;
    List<Leftover> all = new ArrayList<>(leftovers);
    if (unfinished) {
      all.add(Leftover.of(this));
    }
    return List.copyOf(all.subList(Math.max(0, all.size() - MOST_LEFTOVERS), all.size()));
  }

  boolean allDone() {
    return listed.complete() && open.isEmpty();
  }

  /** Whether it is not over though all is done: some of it is being restored from an archive. */
  boolean awaitsRestores() {
    return specOrNull != null
        && specOrNull.options().awaitRestores()
        && allDone()
        && counts.archived() > 0;
  }

  boolean isOpen(long batch) {
    return open.stream().anyMatch(one -> one.id() == batch);
  }

  /** Once all is done. */
  JobResult result(double seconds) {
    return new JobResult(
        spec().source().locator(), spec().root(), counts, seconds, requests, failures, slowest);
  }

  JobState apply(JobEvent event) {
    if (event instanceof JobEvent.Requested requested) {
      return requested(requested);
    } else if (event instanceof JobEvent.Planned planned) {
      return planned(planned);
    } else if (event instanceof JobEvent.BatchDone done) {
      return done(done);
    } else if (event instanceof JobEvent.Completed) {
      return with(Status.COMPLETED);
    } else if (event instanceof JobEvent.Cancelled) {
      return empty();
    }
    return with(Status.STOPPED);
  }

  private JobState requested(JobEvent.Requested requested) {
    JobState from = requested.anew() ? empty() : this;
    return new JobState(
        Status.REQUESTED,
        requested.spec(),
        requested.anew()
            ? new Names(requested.seed(), requested.marker(), requested.receiptName())
            : names,
        from.epoch + 1,
        from.listed,
        from.open,
        from.batches,
        from.counts,
        from.requests,
        from.failures,
        from.receiptBytes,
        from.slowest,
        requested.anew() ? leftoversWithThis() : leftovers);
  }

  private JobState planned(JobEvent.Planned planned) {
    List<Batch> all = new ArrayList<>(open);
    all.addAll(planned.batches());
    return new JobState(
        status,
        specOrNull,
        names,
        epoch,
        planned.listed(),
        List.copyOf(all),
        batches + planned.batches().size(),
        counts.plus(planned.counts()),
        requests,
        planned.counts().archived() < 0
            ? failures.stream().filter(one -> !isArchived(one)).toList()
            : some(planned.failures()),
        planned.receiptBytes(),
        slowest,
        planned.swept()
            ? leftovers.stream().flatMap(leftover -> leftover.swept().stream()).toList()
            : leftovers);
  }

  private JobState done(JobEvent.BatchDone done) {
    return new JobState(
        status,
        specOrNull,
        names,
        epoch,
        listed,
        open.stream().filter(batch -> batch.id() != done.batch()).toList(),
        batches,
        counts.plus(done.counts()),
        requests + done.requests(),
        some(done.failures()),
        done.receiptBytes(),
        SlowObject.some(slowest, done.slowest()),
        leftovers);
  }

  /** Those that are tried again have not failed yet, and are said again if they do. */
  private static boolean isArchived(ObjectFailure failed) {
    return failed.failure().kind() == FailureKind.ARCHIVED;
  }

  private List<ObjectFailure> some(List<ObjectFailure> more) {
    List<ObjectFailure> all = new ArrayList<>(failures);
    all.addAll(more);
    return List.copyOf(all.subList(0, Math.min(all.size(), JobResult.MOST_FAILURES)));
  }

  private JobState with(Status next) {
    return new JobState(
        next,
        specOrNull,
        names,
        epoch,
        listed,
        open,
        batches,
        counts,
        requests,
        failures,
        receiptBytes,
        slowest,
        next == Status.COMPLETED ? List.of() : leftovers);
  }
}
