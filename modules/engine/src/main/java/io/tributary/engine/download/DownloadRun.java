package io.tributary.engine.download;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EffectFactories;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.range.ByteRange;
import io.tributary.core.retry.RetryPolicy;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadProgress.Phase;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.lane.Failures;
import io.tributary.engine.lane.LaneReport;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.node.OpenSources;
import io.tributary.storage.Destination;
import io.tributary.storage.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * One run of a download, from a request to its end: what to do next at each step, and what to
 * journal before. Everything here is lost in a crash, and everything that matters is in {@link
 * DownloadState}. Confined to its coordinator's thread.
 */
final class DownloadRun {
  /** An object that changes, or does not verify, again and again is given up. */
  static final int MOST_STARTS_OVER = 1;

  /** The same, for ranges that are found bad on disk after they had been written. */
  private static final int MOST_REPAIRS = 2;

  private static final Duration TICK = Duration.ofMillis(250);

  /** Lanes that do not answer a stop within this time are not waited for. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  private enum Step {
    IDLE,
    BUSY,
    FETCHING,
    STOPPING
  }

  private final ActorContext<DownloadCoordinator.Command> context;
  private final TimerScheduler<DownloadCoordinator.Command> timers;
  private final String downloadId;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final EffectFactories<DownloadEvent, DownloadState> effects;
  private final NodeResources node;
  private final DiskSteps disk;
  private final Lanes lanes;
  private final Watchers watchers = new Watchers();
  private final RandomGenerator random = RandomGenerator.getDefault();

  private Step step = Step.IDLE;
  private OpenSources.Lease source;
  private RunStatistics statistics;
  private FetchSession session;
  private int probeFailures;
  private int streamFailures;
  private int repairs;
  private int lanesToStop;
  private Function<DownloadState, Effect<DownloadEvent, DownloadState>> afterStop;

  DownloadRun(
      ActorContext<DownloadCoordinator.Command> context,
      TimerScheduler<DownloadCoordinator.Command> timers,
      String downloadId,
      ActorRef<ClusterSharding.ShardCommand> shard,
      EffectFactories<DownloadEvent, DownloadState> effects) {
    this.context = context;
    this.timers = timers;
    this.downloadId = downloadId;
    this.shard = shard;
    this.effects = effects;
    this.node = NodeResources.get(context.getSystem());
    this.disk = new DiskSteps(node.fileDispatcher());
    this.lanes = new Lanes(context, downloadId);
  }

  // ---- request ----

  Effect<DownloadEvent, DownloadState> onStart(
      DownloadState state, DownloadCoordinator.Start start) {
    if (step != Step.IDLE) {
      return attach(state, start);
    }
    watchers.add(start.watcher(), false);
    statistics = new RunStatistics(System.nanoTime());
    step = Step.BUSY;
    probeFailures = 0;
    streamFailures = 0;
    repairs = 0;
    List<DownloadEvent> events = new ArrayList<>();
    if (state.hasTemporaryFile() && forgets(state, start.spec())) {
      abandon(state);
      events.add(new DownloadEvent.StartedOver("asked for"));
    }
    events.add(new DownloadEvent.Requested(start.spec()));
    return effects.persist(events).thenRun(this::begin);
  }

  private Effect<DownloadEvent, DownloadState> attach(
      DownloadState state, DownloadCoordinator.Start start) {
    String running = state.spec().source().objectKey();
    if (running.equals(start.spec().source().objectKey())) {
      watchers.add(start.watcher(), true);
    } else {
      Failure busy =
          new Failure(
              FailureKind.DESTINATION_BUSY,
              "download to",
              start.spec().destination(),
              state.spec().source().locator() + " is being downloaded to it",
              "wait for it to end, or choose another destination");
      start.watcher().tell(new DownloadUpdate.Ended(busy, false));
    }
    return effects.none();
  }

  private static boolean forgets(DownloadState state, DownloadSpec spec) {
    return state.status() != DownloadState.Status.COMPLETED
        && (spec.options().restart()
            || !spec.source().objectKey().equals(state.spec().source().objectKey()));
  }

  private void begin(DownloadState state) {
    try {
      source = node.sources().acquire(state.spec().source());
    } catch (TributaryException refused) {
      context.getSelf().tell(new DownloadCoordinator.StepFailed(refused));
      return;
    }
    pipe(disk.lookAtDestination(state.spec()), DownloadCoordinator.Looked::new);
  }

  Effect<DownloadEvent, DownloadState> onLooked(
      DownloadState state, Optional<Destination.Existing> existing) {
    if (existing.isPresent()) {
      switch (state.spec().options().ifExists()) {
        case SKIP:
          return complete(state, DownloadResult.Outcome.SKIPPED, existing.get().sizeBytes());
        case FAIL:
          return fail(state, DiskSteps.exists(state.spec()));
        case NEWER:
          existingFile = existing.get();
          break;
        case OVERWRITE:
          break;
      }
    }
    probe(state);
    return effects.none();
  }

  private Destination.Existing existingFile;

  // ---- identity ----

  private void probe(DownloadState state) {
    watchers.phase(Phase.PROBING);
    context.pipeToSelf(
        source.source().probe(),
        (probe, failure) ->
            failure == null
                ? new DownloadCoordinator.Probed(probe)
                : new DownloadCoordinator.ProbeFailed(failure));
  }

  Effect<DownloadEvent, DownloadState> onProbeFailed(DownloadState state, Throwable thrown) {
    Failure failure = failure(state, thrown);
    statistics.requested();
    if (!failure.kind().retryable()) {
      return fail(state, failure);
    }
    return retryLater(
        state,
        failure,
        ++probeFailures,
        Failures.retryAfterMillis(thrown),
        new DownloadCoordinator.ProbeAgain());
  }

  private Effect<DownloadEvent, DownloadState> retryLater(
      DownloadState state,
      Failure failure,
      int failuresInARow,
      long retryAfterMillis,
      DownloadCoordinator.Command again) {
    Optional<Duration> retryAfter =
        retryAfterMillis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(retryAfterMillis));
    Optional<Duration> delay =
        new RetryPolicy(state.spec().options().retries()).delay(failuresInARow, retryAfter, random);
    if (delay.isEmpty()) {
      return fail(state, failure);
    }
    statistics.retried(failure.reason());
    watchers.progress(state, statistics, session, System.nanoTime());
    timers.startSingleTimer(again, delay.get());
    return effects.none();
  }

  Effect<DownloadEvent, DownloadState> onProbeAgain(DownloadState state) {
    if (step == Step.BUSY) {
      probe(state);
    }
    return effects.none();
  }

  Effect<DownloadEvent, DownloadState> onProbed(DownloadState state, Probe probe) {
    if (step != Step.BUSY) {
      return effects.none();
    }
    statistics.requested();
    statistics.note(probe.note());
    if (Wanted.upToDate(existingFile, probe.identity())) {
      return complete(state, DownloadResult.Outcome.SKIPPED, existingFile.sizeBytes());
    }
    Wanted wanted;
    try {
      wanted = Wanted.of(state.spec(), probe);
    } catch (TributaryException refused) {
      return fail(state, refused.failure());
    }
    if (state.identityOrNull() == null) {
      return identified(state, probe, wanted);
    }
    if (!sameObject(state, probe)) {
      return changed(
          state,
          new Failure(
              FailureKind.SOURCE_CHANGED,
              "go on with",
              state.spec().source().locator(),
              "the object is not the one that the earlier run began with",
              "run again with --on-change restart"));
    }
    if (wanted.start() != state.wantedStart()
        || wanted.end() != state.wantedEnd()
        || !probe.ranges()) {
      abandon(state);
      return identified(state, probe, wanted);
    }
    watchers.phase(Phase.CHECKING);
    pipe(disk.inspect(state), DownloadCoordinator.Inspected::new);
    return effects.none();
  }

  private static boolean sameObject(DownloadState state, Probe probe) {
    return state.identity().sameObject(probe.identity());
  }

  private Effect<DownloadEvent, DownloadState> identified(
      DownloadState state, Probe probe, Wanted wanted) {
    String name;
    try {
      name = DiskSteps.destination(state.spec()).newTemporaryName();
    } catch (TributaryException unusable) {
      return fail(state, unusable.failure());
    }
    return effects
        .persist(
            new DownloadEvent.Identified(
                probe.identity(), probe.ranges(), wanted.start(), wanted.end(), name))
        .thenRun(this::prepare);
  }

  /** The object is another one by now: start over, or end, as the user wishes. */
  private Effect<DownloadEvent, DownloadState> changed(DownloadState state, Failure failure) {
    boolean fail = state.spec().options().onChange() == DownloadOptions.OnChange.FAIL;
    if (fail || state.startsOver() >= MOST_STARTS_OVER) {
      return fail(state, failure);
    }
    return startOver(state, failure.reason());
  }

  private Effect<DownloadEvent, DownloadState> startOver(DownloadState state, String reason) {
    abandon(state);
    statistics.note("starting over: " + reason);
    statistics.resumed(0);
    step = Step.BUSY;
    return effects.persist(new DownloadEvent.StartedOver(reason)).thenRun(this::probe);
  }

  // ---- temporary file ----

  private void prepare(DownloadState state) {
    pipe(disk.prepare(state).thenApply(done -> null), done -> new DownloadCoordinator.Prepared());
  }

  Effect<DownloadEvent, DownloadState> onPrepared(DownloadState state) {
    return step == Step.BUSY ? fetchOrVerify(state) : effects.none();
  }

  Effect<DownloadEvent, DownloadState> onInspected(
      DownloadState state, DiskSteps.Leftover leftover) {
    if (step != Step.BUSY) {
      return effects.none();
    }
    if (leftover instanceof DiskSteps.Leftover.AlreadyPublished) {
      return onPublished(state);
    } else if (leftover instanceof DiskSteps.Leftover.Found found) {
      return found.bad().isEmpty() ? resume(state) : lose(found.bad(), this::resumeAfterLoss);
    }
    return lose(
        state.ledger().segments().stream().map(segment -> segment.range()).toList(), this::prepare);
  }

  private void resumeAfterLoss(DownloadState state) {
    statistics.note("some of what was on disk is not what was written: fetching it again");
    statistics.resumed(state.ledger().coveredBytes());
    context.getSelf().tell(new DownloadCoordinator.Prepared());
  }

  private Effect<DownloadEvent, DownloadState> resume(DownloadState state) {
    statistics.resumed(state.ledger().coveredBytes());
    return fetchOrVerify(state);
  }

  private Effect<DownloadEvent, DownloadState> lose(
      List<ByteRange> ranges, akka.japi.function.Procedure<DownloadState> then) {
    return effects.persist(new DownloadEvent.RangesLost(ranges)).thenRun(then);
  }

  // ---- fetch ----

  private Effect<DownloadEvent, DownloadState> fetchOrVerify(DownloadState state) {
    if (state.allWritten()) {
      verify(state);
    } else {
      fetch(state);
    }
    return effects.none();
  }

  private void fetch(DownloadState state) {
    step = Step.FETCHING;
    watchers.phase(Phase.FETCHING);
    session = lanes.session(state, statistics, random);
    timers.startTimerAtFixedRate(new DownloadCoordinator.Tick(), TICK);
    session.start(System.nanoTime());
  }

  Effect<DownloadEvent, DownloadState> onTick(DownloadState state) {
    watchers.progress(state, statistics, session, System.nanoTime());
    if (step != Step.FETCHING) {
      return effects.none();
    }
    return act(
        state, session.tick(System.nanoTime(), statistics.receivedBytes() + session.bytesInHand()));
  }

  Effect<DownloadEvent, DownloadState> onLane(DownloadState state, LaneReport report) {
    if (session == null || report.run() != session.run()) {
      return effects.none();
    }
    if (report instanceof LaneReport.Flushed flushed) {
      return effects
          .persist(new DownloadEvent.RangesWritten(flushed.segments()))
          .thenRun(this::afterWritten);
    }
    if (report instanceof LaneReport.Stopped) {
      return onLaneStopped(state);
    }
    if (step == Step.FETCHING) {
      return act(state, session.onReport(report, System.nanoTime()));
    }
    if (report instanceof LaneReport.Ended ended) {
      statistics.received(ended.received());
    }
    return effects.none();
  }

  private void afterWritten(DownloadState state) {
    if (step == Step.FETCHING && state.allWritten()) {
      session.stopLanes();
      verify(state);
    }
  }

  private Effect<DownloadEvent, DownloadState> act(DownloadState state, Verdict verdict) {
    if (verdict instanceof Verdict.Fail fail) {
      return fail(state, fail.failure());
    } else if (verdict instanceof Verdict.SourceChanged changed) {
      return stopLanes(state, stopped -> changed(stopped, changed.failure()));
    } else if (verdict instanceof Verdict.Vanished vanished) {
      return stopLanes(state, stopped -> discard(stopped, vanished.failure()));
    } else if (verdict instanceof Verdict.StreamComplete complete) {
      return streamComplete(state, complete.position());
    } else if (verdict instanceof Verdict.StreamBroken broken) {
      return stopLanes(state, stopped -> streamBroken(stopped, broken));
    } else if (verdict instanceof Verdict.RequeueMissing) {
      session.requeue(state.missing());
    }
    return effects.none();
  }

  private Effect<DownloadEvent, DownloadState> streamComplete(DownloadState state, long position) {
    if (state.sizeKnown()) {
      return effects.none();
    }
    return effects.persist(new DownloadEvent.SizeLearned(position)).thenRun(this::afterWritten);
  }

  private Effect<DownloadEvent, DownloadState> streamBroken(
      DownloadState state, Verdict.StreamBroken broken) {
    step = Step.BUSY;
    return retryLater(
        state,
        broken.failure(),
        ++streamFailures,
        broken.retryAfterMillis(),
        new DownloadCoordinator.StreamAgain());
  }

  Effect<DownloadEvent, DownloadState> onStreamAgain(DownloadState state) {
    if (step != Step.BUSY) {
      return effects.none();
    }
    return lose(
        state.ledger().segments().stream().map(segment -> segment.range()).toList(), this::prepare);
  }

  // ---- stop ----

  /** Ends all lanes, waits until what they wrote is recorded, then goes on. */
  private Effect<DownloadEvent, DownloadState> stopLanes(
      DownloadState state, Function<DownloadState, Effect<DownloadEvent, DownloadState>> then) {
    if (step == Step.STOPPING) {
      return effects.none();
    }
    if (step != Step.FETCHING) {
      return then.apply(state);
    }
    step = Step.STOPPING;
    afterStop = then;
    lanesToStop = session.stopLanes();
    timers.startSingleTimer(new DownloadCoordinator.LanesOverdue(session.run()), STOP_PATIENCE);
    return effects.none();
  }

  private Effect<DownloadEvent, DownloadState> onLaneStopped(DownloadState state) {
    lanesToStop--;
    return step == Step.STOPPING && lanesToStop == 0 ? goOn(state) : effects.none();
  }

  Effect<DownloadEvent, DownloadState> onLanesOverdue(DownloadState state, long run) {
    return step == Step.STOPPING && session.run() == run ? goOn(state) : effects.none();
  }

  private Effect<DownloadEvent, DownloadState> goOn(DownloadState state) {
    timers.cancel(new DownloadCoordinator.LanesOverdue(session.run()));
    step = Step.BUSY;
    return afterStop.apply(state);
  }

  // ---- verify and publish ----

  private void verify(DownloadState state) {
    step = Step.BUSY;
    watchers.phase(Phase.VERIFYING);
    pipe(disk.verify(state), DownloadCoordinator.VerificationDone::new);
  }

  Effect<DownloadEvent, DownloadState> onVerificationDone(
      DownloadState state, Verification.Outcome outcome) {
    if (step != Step.BUSY) {
      return effects.none();
    }
    if (outcome instanceof Verification.Outcome.Right right) {
      return effects.persist(right.verified()).thenRun(this::publish);
    }
    Verification.Outcome.Wrong wrong = (Verification.Outcome.Wrong) outcome;
    if (!wrong.bad().isEmpty() && state.ranges() && ++repairs <= MOST_REPAIRS) {
      return lose(wrong.bad(), this::resumeAfterLoss);
    }
    if (!wrong.sourceAgrees() && state.startsOver() < MOST_STARTS_OVER) {
      return startOver(state, wrong.failure().reason());
    }
    return discard(state, wrong.failure());
  }

  private void publish(DownloadState state) {
    watchers.phase(Phase.PUBLISHING);
    pipe(disk.publish(state).thenApply(done -> null), done -> new DownloadCoordinator.Published());
  }

  Effect<DownloadEvent, DownloadState> onPublished(DownloadState state) {
    return complete(state, DownloadResult.Outcome.COMPLETED, state.verifiedOrNull().sizeBytes());
  }

  // ---- ends ----

  private Effect<DownloadEvent, DownloadState> complete(
      DownloadState state, DownloadResult.Outcome outcome, long sizeBytes) {
    DownloadResult result = Results.of(state, outcome, sizeBytes, statistics, System.nanoTime());
    return effects
        .persist(new DownloadEvent.Completed())
        .thenRun(ended -> over(new DownloadUpdate.Finished(result)));
  }

  Effect<DownloadEvent, DownloadState> onStepFailed(DownloadState state, Throwable thrown) {
    return step == Step.IDLE ? effects.none() : fail(state, failure(state, thrown));
  }

  private Effect<DownloadEvent, DownloadState> fail(DownloadState state, Failure failure) {
    return stopLanes(state, stopped -> stopped(stopped, failure));
  }

  /** Ends with what is on disk kept, if there is anything. */
  private Effect<DownloadEvent, DownloadState> stopped(DownloadState state, Failure failure) {
    if (state.ledger().coveredBytes() == 0 && state.hasTemporaryFile()) {
      return discard(state, failure);
    }
    boolean resumable = state.hasTemporaryFile();
    return effects
        .persist(new DownloadEvent.Stopped(failure))
        .thenRun(ended -> over(new DownloadUpdate.Ended(failure, resumable)));
  }

  /** Ends with nothing kept: what is on disk is worth nothing. */
  private Effect<DownloadEvent, DownloadState> discard(DownloadState state, Failure failure) {
    step = Step.BUSY;
    String temporaryName = state.temporaryName();
    DownloadSpec spec = state.spec();
    return effects
        .persist(
            List.of(
                new DownloadEvent.StartedOver(failure.reason()),
                new DownloadEvent.Stopped(failure)))
        .thenRun(
            ended ->
                disk.abandon(spec, temporaryName)
                    .whenComplete(
                        (done, ignored) ->
                            context.getSelf().tell(new DownloadCoordinator.Discarded(failure))));
  }

  Effect<DownloadEvent, DownloadState> onDiscarded(Failure failure) {
    over(new DownloadUpdate.Ended(failure, false));
    return effects.none();
  }

  Effect<DownloadEvent, DownloadState> onInterrupt(DownloadState state) {
    if (step == Step.IDLE) {
      return effects.none();
    }
    Failure interrupted =
        new Failure(
            FailureKind.INTERRUPTED,
            "finish",
            state.spec().source().locator(),
            "it was interrupted",
            "");
    return fail(state, interrupted);
  }

  Effect<DownloadEvent, DownloadState> onCancel(DownloadState state) {
    if (step == Step.IDLE) {
      return effects.none();
    }
    Failure cancelled =
        new Failure(
            FailureKind.INTERRUPTED,
            "finish",
            state.spec().source().locator(),
            "it was cancelled",
            "");
    return stopLanes(
        state,
        stopped ->
            stopped.hasTemporaryFile() ? discard(stopped, cancelled) : stopped(stopped, cancelled));
  }

  Effect<DownloadEvent, DownloadState> onLeave() {
    if (session != null) {
      session.stopLanes();
    }
    release();
    return effects.stop();
  }

  private void over(DownloadUpdate last) {
    watchers.last(last);
    release();
    shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
  }

  private void release() {
    step = Step.IDLE;
    session = null;
    existingFile = null;
    timers.cancelAll();
    node.forget(downloadId);
    if (source != null) {
      source.close();
      source = null;
    }
  }

  // ---- small things ----

  private void abandon(DownloadState state) {
    disk.abandon(state.spec(), state.temporaryName());
  }

  private Failure failure(DownloadState state, Throwable thrown) {
    return Failures.of(thrown, state.spec().source().locator());
  }

  private <T> void pipe(
      CompletionStage<T> stage, Function<T, DownloadCoordinator.Command> command) {
    context.pipeToSelf(
        stage,
        (value, failure) ->
            failure == null ? command.apply(value) : new DownloadCoordinator.StepFailed(failure));
  }
}
