package io.tributary.engine.job;

import akka.persistence.typed.javadsl.Effect;
import io.tributary.core.failure.Failure;
import io.tributary.engine.receipt.ReceiptLine;
import java.util.List;
import java.util.Optional;

/** What comes of the batches of a job: of small objects from the nodes, of large ones by itself. */
final class JobBatches {
  private final JobRun run;

  JobBatches(JobRun run) {
    this.run = run;
  }

  Effect<JobEvent, JobState> onReport(JobState state, BatchReport report) {
    if (!run.current(report.run()) || !run.working()) {
      return run.effects.none();
    }
    JobTools tools = run.tools;
    if (!tools.watch.awake(System.nanoTime())) {
      return run.requests.again(state);
    }
    if (report instanceof BatchReport.Beat beat) {
      tools.workers.beat(beat, System.nanoTime());
    } else if (report instanceof BatchReport.Unfit unfit) {
      tools.workers.unfit(unfit);
    } else if (report instanceof BatchReport.Brought brought) {
      Optional<JobWorkers.Complete> complete = tools.workers.brought(brought);
      if (complete.isPresent()) {
        return over(state, complete.get().batch(), complete.get().lines());
      }
    }
    // Nodes may have taken all that waited, long before a batch is over.
    run.planning.listNext(state);
    return run.effects.none();
  }

  private Effect<JobEvent, JobState> over(JobState state, Batch batch, List<ReceiptLine> lines) {
    Optional<Failure> stops = BatchVerdict.stops(lines, state.counts().fetched() > 0);
    if (stops.isPresent()) {
      return run.ending.onFailed(state, stops.get());
    }
    long requests = lines.stream().mapToLong(ReceiptLine::attempts).sum();
    run.write(
        lines,
        length ->
            new JobEvent.BatchDone(
                batch.id(),
                Lines.counts(lines),
                requests,
                Lines.failures(lines),
                length,
                Lines.slowest(lines)));
    return run.effects.none();
  }

  Effect<JobEvent, JobState> onLargeLooked(JobState state, JobCoordinator.LargeLooked looked) {
    if (looked.lineOrNull() == null && looked.failureOrNull() == null) {
      run.tools.large.fetch(looked.batch());
      return run.effects.none();
    }
    return over(
        state,
        new JobCoordinator.LargeEnded(
            looked.run(), looked.batch(), looked.lineOrNull(), looked.failureOrNull(), false));
  }

  Effect<JobEvent, JobState> onLargeEnded(JobState state, JobCoordinator.LargeEnded ended) {
    if (run.working() && ended.isLeftBehind()) {
      // After its line nobody knows of what it has left.
      run.tools.large.discard(ended.batch(), ended.failureOrNull());
      return run.effects.none();
    }
    return over(state, ended);
  }

  private Effect<JobEvent, JobState> over(JobState state, JobCoordinator.LargeEnded ended) {
    Batch batch = ended.batch();
    Failure failureOrNull = ended.failureOrNull();
    if (failureOrNull != null
        && run.working()
        && run.tools.large.tryAgain(batch, failureOrNull, System.nanoTime())) {
      return run.effects.none();
    }
    if (ended.kept() && run.ending.cancels()) {
      // It had ended before it heard that nothing is to be kept, or for a reason of its own.
      run.tools.large.discard(batch, failureOrNull);
      return run.effects.none();
    }
    run.tools.large.ended(batch.id());
    if (run.stopping()) {
      return run.ending.stoppedIfQuiet();
    }
    if (failureOrNull == null) {
      return over(state, batch, List.of(ended.lineOrNull()));
    }
    if (LargeObjects.interrupted(failureOrNull)) {
      // By somebody else, who had asked for the same file.
      run.tools.add(batch);
      return run.effects.none();
    }
    return BatchVerdict.stopsAlone(failureOrNull)
        ? run.ending.onFailed(state, failureOrNull)
        : over(state, batch, List.of(Lines.failed(batch.items().get(0), 1, failureOrNull)));
  }
}
