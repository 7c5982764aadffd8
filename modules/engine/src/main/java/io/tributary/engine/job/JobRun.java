package io.tributary.engine.job;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EffectFactories;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.api.JobCounts;
import io.tributary.engine.home.RootMarker;
import io.tributary.engine.journal.FailedWrites;
import io.tributary.engine.lane.Failures;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.storage.file.FileDestination;
import io.tributary.storage.listing.ListingPage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * What a job has in memory while it works on a request; all of it is lost in a crash, and what
 * matters is in {@link JobState}. Confined to the job's thread.
 */
final class JobRun {
  private static final Duration TICK = Duration.ofMillis(250);

  /** Downloads that are told to stop flush and record first. */
  static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  private final ActorContext<JobCoordinator.Command> context;
  private final TimerScheduler<JobCoordinator.Command> timers;
  private final EffectFactories<JobEvent, JobState> effects;
  private final NodeResources node;
  private final String jobId;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final JobWatchers watchers = new JobWatchers();

  /** Null when no request is being worked on. */
  private JobTools tools;

  private boolean leaving;

  /** Whether another is to go on with it, on whichever node. */
  private boolean handedOff;

  private final JobTrouble trouble = new JobTrouble();

  JobRun(
      ActorContext<JobCoordinator.Command> context,
      TimerScheduler<JobCoordinator.Command> timers,
      String jobId,
      ActorRef<ClusterSharding.ShardCommand> shard,
      EffectFactories<JobEvent, JobState> effects) {
    this.context = context;
    this.timers = timers;
    this.jobId = jobId;
    this.shard = shard;
    this.effects = effects;
    this.node = NodeResources.get(context.getSystem());
  }

  boolean current(long number) {
    return tools != null && tools.number == number;
  }

  /** Whether a request is being worked on. */
  boolean working() {
    return tools != null;
  }

  Effect<JobEvent, JobState> onStart(JobState state, JobCoordinator.Start start) {
    if (watchers.toldAgain(start.watcher())) {
      return effects.none();
    }
    if (leaving || handedOff) {
      // The shard keeps it until this entity is gone.
      ClusterSharding.get(context.getSystem()).entityRefFor(JobCoordinator.TYPE, jobId).tell(start);
      return effects.none();
    }
    if (tools != null) {
      return attach(state, start);
    }
    if (state.isDone(start.spec())) {
      return tellResult(state, start.watcher());
    }
    boolean goesOn = state.goesOnWith(start.spec());
    JobSpec spec = goesOn ? start.spec().goingOnWith(state.spec()) : start.spec();
    return effects
        .persist(requested(spec, !goesOn))
        .thenRun(
            begun -> {
              watchers.add(start.watcher());
              begin(begun);
            });
  }

  private static JobEvent requested(JobSpec spec, boolean anew) {
    return new JobEvent.Requested(
        spec,
        TemporarySuffix.newSeed(),
        FileDestination.newTemporaryName(Path.of(spec.root(), ".job")),
        JobReceipt.newTemporaryName(spec),
        anew);
  }

  /**
   * After a standstill: whether the job is still this node's, the journal says by taking an event.
   * What was under way is looked at anew.
   */
  private Effect<JobEvent, JobState> again(JobState state) {
    if (!tools.receipt.idle()) {
      // What is being written has to come to its end first: at the next tick.
      return effects.none();
    }
    release();
    return effects.persist(requested(state.spec(), false)).thenRun(this::begin);
  }

  /**
   * The very request that led to the end, said again by somebody who has not heard of it: its
   * access id is new whenever somebody wants the objects anew.
   */
  private Effect<JobEvent, JobState> tellResult(JobState state, ActorRef<JobUpdate> watcher) {
    watcher.tell(new JobUpdate.Finished(JobTools.result(state, 0)));
    passivateOnce();
    return effects.none();
  }

  private Effect<JobEvent, JobState> attach(JobState state, JobCoordinator.Start start) {
    if (tools.stopping() && start.spec().goesOnWith(state.spec())) {
      // It may go on when it has stopped: whoever hears nothing asks again.
      return effects.none();
    }
    if (start.spec().goesOnWith(state.spec())
        && !tools.stopping()
        && watchers.add(start.watcher())) {
      return effects.none();
    }
    Failure busy =
        new Failure(
            FailureKind.DESTINATION_BUSY,
            "download to",
            start.spec().root(),
            state.spec().source().locator() + " is being downloaded to it",
            "wait for it to end, or choose another directory");
    start.watcher().tell(new JobUpdate.Ended(busy, false));
    return effects.none();
  }

  private void begin(JobState state) {
    long number = RandomGenerator.getDefault().nextLong() & Long.MAX_VALUE;
    try {
      tools = JobTools.open(state, number, jobId, context);
    } catch (RuntimeException refused) {
      boolean kept = state.epoch() > 1 || !state.leftovers().isEmpty();
      end(Failures.of(refused, state.spec().source().locator()), kept);
      return;
    }
    timers.startTimerAtFixedRate(new JobCoordinator.Tick(), TICK);
    pipe(tools.prepare(state), unused -> new JobCoordinator.Prepared(number));
  }

  /** Sends what comes of it, or why nothing does. */
  private <T> void pipe(CompletionStage<T> stage, Function<T, JobCoordinator.Command> message) {
    long number = tools.number;
    String target = tools.spec.source().locator();
    context.pipeToSelf(
        stage,
        (value, failure) ->
            failure == null
                ? message.apply(value)
                : new JobCoordinator.Failed(number, Failures.of(failure, target)));
  }

  Effect<JobEvent, JobState> onPrepared(JobState state) {
    tools.prepared();
    state.open().forEach(tools::add);
    listNext(state);
    return finishIfDone(state);
  }

  private void listNext(JobState state) {
    if (tools.stopping() || state.listed().complete() || tools.listing() || !tools.wantMore()) {
      return;
    }
    long number = tools.number;
    pipe(tools.nextPage(state), page -> new JobCoordinator.PageCame(number, page));
  }

  Effect<JobEvent, JobState> onPage(JobState state, ListingPage page) {
    Optional<Planner.Plan> plan;
    try {
      plan = tools.planned(page);
    } catch (RuntimeException refused) {
      return onFailed(state, Failures.of(refused, state.spec().source().locator()));
    }
    if (plan.isEmpty()) {
      listNext(state);
      return effects.none();
    }
    Planner.Plan made = plan.get();
    write(
        made.refused(),
        length ->
            new JobEvent.Planned(
                made.batches(),
                made.listed(),
                made.counts(),
                Lines.failures(made.refused()),
                length,
                tools.swept()));
    return effects.none();
  }

  /** Receipt first, then the event that knows its length. */
  private void write(List<ReceiptLine> lines, LongFunction<JobEvent> event) {
    long number = tools.number;
    pipe(
        tools.receipt.append(lines),
        length -> new JobCoordinator.Written(number, event.apply(length)));
  }

  Effect<JobEvent, JobState> onWritten(JobEvent event) {
    return effects.persist(event).thenRun(state -> recorded(state, event));
  }

  private void recorded(JobState state, JobEvent event) {
    if (event instanceof JobEvent.Planned planned) {
      tools.planRecorded();
      planned.batches().forEach(tools::add);
    } else if (event instanceof JobEvent.BatchDone done) {
      tools.workers.recorded(done.batch());
    }
    if (!tools.stopping()) {
      tools.tick(System.nanoTime());
    }
    listNext(state);
    context.getSelf().tell(new JobCoordinator.Tick());
  }

  Effect<JobEvent, JobState> onReport(JobState state, BatchReport report) {
    if (!current(report.run()) || tools.stopping() || tools.ending()) {
      return effects.none();
    }
    if (!tools.watch.awake(System.nanoTime())) {
      return again(state);
    }
    if (report instanceof BatchReport.Beat beat) {
      tools.workers.beat(beat, System.nanoTime());
    } else if (report instanceof BatchReport.Unfit unfit) {
      tools.workers.unfit(unfit);
    } else if (report instanceof BatchReport.Brought brought) {
      Optional<JobWorkers.Complete> complete = tools.workers.brought(brought);
      if (complete.isPresent()) {
        return batchOver(state, complete.get().batch(), complete.get().lines());
      }
    }
    Optional<Failure> hopeless = tools.workers.hopeless();
    return hopeless.isPresent() ? onFailed(state, hopeless.get()) : effects.none();
  }

  private Effect<JobEvent, JobState> batchOver(
      JobState state, Batch batch, List<ReceiptLine> lines) {
    Optional<Failure> stops = BatchVerdict.stops(lines, state.counts().fetched() > 0);
    if (stops.isPresent()) {
      return onFailed(state, stops.get());
    }
    JobCounts counts = Lines.counts(lines);
    long requests = lines.stream().mapToLong(ReceiptLine::attempts).sum();
    write(
        lines,
        length ->
            new JobEvent.BatchDone(
                batch.id(), counts, requests, Lines.failures(lines), length, Lines.slowest(lines)));
    return effects.none();
  }

  Effect<JobEvent, JobState> onLargeLooked(JobState state, JobCoordinator.LargeLooked looked) {
    if (looked.lineOrNull() == null && looked.failureOrNull() == null) {
      tools.large.fetch(looked.batch());
      return effects.none();
    }
    if (looked.failureOrNull() != null && RootMarker.isAbsence(looked.failureOrNull())) {
      tools.large.ended(looked.batch().id());
      return onFailed(state, looked.failureOrNull());
    }
    return largeOver(state, looked.batch(), looked.lineOrNull(), looked.failureOrNull());
  }

  Effect<JobEvent, JobState> onLargeEnded(JobState state, JobCoordinator.LargeEnded ended) {
    return largeOver(state, ended.batch(), ended.lineOrNull(), ended.failureOrNull());
  }

  private Effect<JobEvent, JobState> largeOver(
      JobState state, Batch batch, ReceiptLine lineOrNull, Failure failureOrNull) {
    tools.large.ended(batch.id());
    if (tools.stopping()) {
      return stoppedIfQuiet();
    }
    if (LargeObjects.interrupted(failureOrNull)) {
      // By somebody else, who had asked for the same file.
      tools.add(batch);
      return effects.none();
    }
    ReceiptLine line =
        lineOrNull != null ? lineOrNull : Lines.failed(batch.items().get(0), 1, failureOrNull);
    return batchOver(state, batch, List.of(line));
  }

  Effect<JobEvent, JobState> onTick(JobState state) {
    if (tools == null) {
      return effects.none();
    }
    long nowNanos = System.nanoTime();
    if (tools.stopping()) {
      return stoppedIfQuiet();
    }
    if (!tools.watch.awake(nowNanos)) {
      return again(state);
    }
    if (tools.ending()) {
      // Nodes are told to stop, and what they look for in the root is being removed.
      return effects.none();
    }
    tools.tick(nowNanos);
    watchers.progress(tools.progress(state, nowNanos));
    return finishIfDone(state);
  }

  private Effect<JobEvent, JobState> finishIfDone(JobState state) {
    if (!state.allDone() || tools.ending() || state.status() != JobState.Status.REQUESTED) {
      return effects.none();
    }
    tools.end();
    long number = tools.number;
    pipe(tools.finish(state), unused -> new JobCoordinator.Finished(number));
    return effects.none();
  }

  /** What is there only while a job runs is gone, and the receipt has its name. */
  Effect<JobEvent, JobState> onFinished() {
    return effects.persist(new JobEvent.Completed()).thenRun(this::completed);
  }

  private void completed(JobState state) {
    watchers.last(new JobUpdate.Finished(JobTools.result(state, tools.seconds(System.nanoTime()))));
    release();
    passivate();
  }

  Effect<JobEvent, JobState> onInterrupt(JobState state) {
    if (tools == null) {
      passivateOnce();
      return effects.none();
    }
    if (tools.ending()) {
      return effects.none();
    }
    return onFailed(state, interrupted(state));
  }

  private static Failure interrupted(JobState state) {
    return new Failure(
        FailureKind.INTERRUPTED,
        "finish",
        state.spec().source().locator(),
        "it was stopped",
        "run the same command again to go on");
  }

  /** Everything stops; what is recorded stays. */
  Effect<JobEvent, JobState> onFailed(JobState state, Failure failure) {
    if (!tools.stopping()) {
      if (!tools.watch.awake(System.nanoTime())) {
        return again(state);
      }
      tools.stop(failure, System.nanoTime());
    }
    return stoppedIfQuiet();
  }

  /** Everything stops, and nothing that is recorded counts any more. */
  Effect<JobEvent, JobState> onCancel(JobState state) {
    if (tools == null) {
      passivateOnce();
      return effects.none();
    }
    if (tools.ending() || tools.ended()) {
      return effects.none();
    }
    Failure cancelled =
        new Failure(
            FailureKind.INTERRUPTED,
            "finish",
            state.spec().source().locator(),
            "it was cancelled",
            "");
    if (!tools.stopping()) {
      tools.stop(cancelled, System.nanoTime());
    }
    tools.cancel(state);
    return stoppedIfQuiet();
  }

  /** Whoever hears the end finds nothing left. */
  private Effect<JobEvent, JobState> discard() {
    long number = tools.number;
    context.pipeToSelf(tools.discard(), (done, ignored) -> new JobCoordinator.Discarded(number));
    return effects.none();
  }

  Effect<JobEvent, JobState> onDiscarded() {
    Failure failure = tools.failure();
    return effects.persist(new JobEvent.Cancelled()).thenRun(unused -> end(failure, false));
  }

  Effect<JobEvent, JobState> tell(JobState state, ActorRef<JobStatus> replyTo) {
    if (tools == null) {
      replyTo.tell(JobStatus.idle(state));
      passivateOnce();
    } else {
      replyTo.tell(tools.status(state));
    }
    return effects.none();
  }

  private Effect<JobEvent, JobState> stoppedIfQuiet() {
    boolean late = System.nanoTime() - tools.stoppedNanos() > STOP_PATIENCE.toNanos();
    // Whoever goes on cuts the receipt: nothing may be written to it by then, however late it is.
    boolean mayGo = tools.receipt.idle() && (handedOff || late || tools.large.idle());
    if (!tools.stopping() || tools.ended() || !mayGo) {
      return effects.none();
    }
    if (handedOff) {
      return gone();
    }
    tools.ended(true);
    if (tools.cancelled()) {
      return discard();
    }
    Failure failure = tools.failure();
    return effects.persist(new JobEvent.Stopped(failure)).thenRun(unused -> end(failure, true));
  }

  private void end(Failure failure, boolean resumable) {
    watchers.last(new JobUpdate.Ended(failure, resumable));
    release();
    passivate();
  }

  /**
   * The journal was read, perhaps after an event could not be written: then memory is ahead of it,
   * and the run is given up. Whoever watches hears nothing more, and asks again; when nothing was
   * recorded since the last such time, they hear why.
   */
  void recovered(JobState state) {
    node.takeJournalFailure(jobId);
    String id = PersistenceId.of(JobCoordinator.TYPE.name(), jobId).id();
    Optional<Throwable> cause = FailedWrites.get(context.getSystem()).take(id);
    if (tools == null && cause.isEmpty()) {
      return;
    }
    Optional<Failure> futile = trouble.again(state, cause);
    futile.ifPresent(
        failure -> {
          node.journalUnreadable(jobId, failure.asException());
          watchers.last(new JobUpdate.Ended(failure, true));
        });
    release();
    if (futile.isPresent()) {
      // Whoever asks again is to find one that tries again.
      passivateOnce();
    }
  }

  /** Whoever goes on cuts the receipt to what is recorded: nothing may be written to it then. */
  Effect<JobEvent, JobState> onLeave(JobState state) {
    handedOff = true;
    if (tools == null || tools.receipt.idle()) {
      return gone();
    }
    if (!tools.stopping()) {
      tools.stop(interrupted(state), System.nanoTime());
    }
    return stoppedIfQuiet();
  }

  /** Whoever watches hears nothing more, and asks again. */
  private Effect<JobEvent, JobState> gone() {
    release();
    return effects.stop();
  }

  void release() {
    timers.cancelAll();
    if (tools != null) {
      tools.close();
      tools = null;
    }
  }

  /** Lets the entity go, which has nothing to do. */
  void passivateOnce() {
    if (!leaving) {
      passivate();
    }
  }

  private void passivate() {
    leaving = true;
    shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
  }
}
