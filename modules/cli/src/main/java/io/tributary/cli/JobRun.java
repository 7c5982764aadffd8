package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.launch.Interruption;
import io.tributary.cli.option.ProgressArguments.Progress;
import io.tributary.cli.progress.ProgressView;
import io.tributary.cli.progress.ProgressViews;
import io.tributary.cli.report.JobReport;
import io.tributary.core.display.DisplayText;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.locator.BucketLocator;
import io.tributary.engine.api.JobProgress;
import io.tributary.engine.api.JobRequest;
import io.tributary.engine.api.JobResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One job from start to report. */
final class JobRun {
  private final Console console;
  private final Interruption interruption;
  private final JobRequest request;
  private final JobPapers papers;
  private final long beganNanos = System.nanoTime();
  private final CompletableFuture<Void> interrupted = new CompletableFuture<>();

  /** Of the job that runs now; a signal that comes before waits for it. */
  private volatile CompletableFuture<LocalJob> started = new CompletableFuture<>();

  private volatile JobProgress last;

  /**
   * @param papers of {@code request}, which this does not close
   */
  JobRun(Console console, Interruption interruption, JobRequest request, JobPapers papers) {
    this.console = console;
    this.interruption = interruption;
    this.request = request;
    this.papers = papers;
  }

  int run(Progress wish, boolean json, boolean quiet) {
    // Before the first request may leave: a signal that comes in between waits for the job.
    interruption.onFirstSignal(this::interrupt);
    try {
      JobResult result = restored(one(request, wish), wish);
      papers.finish(console, json, request.manifest());
      requireSomething(result);
      report(result, json, quiet);
      return result.counts().failed() > 0 ? ExitCode.INCOMPLETE : ExitCode.DONE;
    } catch (RuntimeException | Error e) {
      return failed(e, json);
    }
  }

  private JobResult one(JobRequest one, Progress wish) {
    try (LocalJob job = LocalJob.start(one, papers.stateDirectory())) {
      started.complete(job);
      job.notice().ifPresent(console::say);
      JobResult result = await(job, wish);
      job.leftover().ifPresent(console::say);
      return result;
    } finally {
      started = new CompletableFuture<>();
    }
  }

  private JobResult restored(JobResult first, Progress wish) {
    if (!papers.waitsForRestores()) {
      return first;
    }
    try (RestoreWait wait = new RestoreWait(request, interrupted)) {
      return wait.rest(first, next -> one(next, wish));
    }
  }

  private void interrupt() {
    interrupted.complete(null);
    var unused = started.thenAccept(LocalJob::interrupt);
  }

  private JobResult await(LocalJob job, Progress wish) {
    String name = DisplayText.escape(String.valueOf(request.root().getFileName()));
    try (ProgressView<JobProgress> view = ProgressViews.ofMany(wish, console, name)) {
      job.onProgress(
          progress -> {
            last = progress;
            view.update(progress);
          });
      return job.await();
    }
  }

  /** A store has no directories: a prefix that nothing begins with is most likely misspelt. */
  private void requireSomething(JobResult result) {
    if (result.counts().listed() == 0
        && request.source().locator() instanceof BucketLocator bucket
        && !bucket.key().isEmpty()) {
      throw new Failure(
              FailureKind.NOT_FOUND,
              "download",
              bucket.display(),
              "no key begins with it",
              "see 'tributary ls'")
          .asException();
    }
  }

  private void report(JobResult result, boolean json, boolean quiet) {
    JobReport.failures(result).forEach(console::say);
    if (!quiet) {
      String sentence = papers.dryRun() ? JobReport.plan(result) : JobReport.sentence(result);
      console.say(DisplayText.escape(result.root()) + ": " + sentence);
      JobReport.slowest(result).ifPresent(console::say);
    }
    if (json) {
      console.out().println(JobReport.json(result, papers.dryRun()));
    }
  }

  private int failed(Throwable thrown, boolean json) {
    JobProgress seen = last;
    String done = seen == null ? "" : ", " + JobReport.done(seen);
    return FailedRun.report(console, thrown, done, json ? this::json : null);
  }

  private String json(Failure failure) {
    return JobReport.json(
        request.source().locator().display(),
        request.root().toString(),
        Optional.ofNullable(last),
        (System.nanoTime() - beganNanos) / (double) TimeUnit.SECONDS.toNanos(1),
        papers.dryRun(),
        failure);
  }
}
