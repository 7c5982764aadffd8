package io.tributary.engine.download;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EffectFactories;
import io.tributary.core.failure.Failure;
import io.tributary.core.retry.RetryPolicy;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.governor.AllowanceTeller;
import io.tributary.engine.governor.Claim;
import io.tributary.engine.home.HomeDisk;
import io.tributary.engine.journal.FailedWrites;
import io.tributary.engine.lane.Failures;
import io.tributary.engine.lease.Lease;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.observe.NodeObserver;
import io.tributary.engine.observe.Observation;
import io.tributary.engine.placement.Placement;
import io.tributary.storage.ObjectSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What a coordinator has in memory while it works on a request, and what the stages of that work
 * share: {@link Identification}, {@link Preparation}, {@link Fetching}, {@link Ending}. All of it
 * is lost in a crash; what matters is in {@link DownloadState}. Confined to the coordinator's
 * thread.
 */
final class DownloadRun {
  /** An object that changes, or does not verify, again and again is given up. */
  static final int MOST_STARTS_OVER = 1;

  /** How often progress is told, and the lanes are looked after. */
  private static final Duration TICK = Duration.ofMillis(250);

  /** What may happen next; an answer that comes too late for its step is ignored. */
  enum Step {
    /** No request is being worked on. */
    IDLE,
    /** Something is under way whose answer leads on: a probe, work on the disk, a pause. */
    BUSY,
    /** Lanes are at work. */
    FETCHING,
    /** Lanes are told to end. */
    STOPPING,
    /** The end is recorded; what is on disk is being deleted. */
    ENDING
  }

  final ActorContext<DownloadCoordinator.Command> context;
  final TimerScheduler<DownloadCoordinator.Command> timers;
  final EffectFactories<DownloadEvent, DownloadState> effects;
  final NodeResources node;
  final DiskSteps disk;
  final HomeWatch home;
  final DownloadWatchers watchers = new DownloadWatchers();
  final RandomGenerator random = RandomGenerator.getDefault();
  final AllowanceTeller allowances;
  final Identification identification;
  final Preparation preparation;
  final Fetching fetching;
  final Ending ending;

  /** Whether somebody may ask later what was tried. */
  final boolean keepsHistory;

  /** Of all runs of this coordinator: what one leaves is journaled with the next event. */
  final AttemptNotes attempts;

  private final JournalTrouble journalTrouble = new JournalTrouble();
  private final String downloadId;
  private final ActorRef<ClusterSharding.ShardCommand> shard;

  private boolean leaving;
  private long number;
  Step step = Step.IDLE;
  Lease<ObjectSource> source;
  RunStatistics statistics;

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
    HomeDisk homeDisk = new HomeDisk(context.getSystem(), downloadId);
    this.disk = new DiskSteps(homeDisk);
    this.home = new HomeWatch(homeDisk);
    this.allowances = new AllowanceTeller(context.getSystem());
    this.identification = new Identification(this);
    this.preparation = new Preparation(this);
    this.fetching = new Fetching(this, new Lanes(context, downloadId));
    this.ending = new Ending(this);
    this.keepsHistory =
        context.getSystem().settings().config().getBoolean("tributary.history.enabled");
    this.attempts = keepsHistory ? notes() : AttemptNotes.none();
  }

  private AttemptNotes notes() {
    return AttemptNotes.kept(Placement.get(context.getSystem())::name, Clock.systemUTC()::millis);
  }

  /** What it may use, with its lanes. */
  Claim claim(DownloadState state) {
    return state.spec().claim(downloadId);
  }

  void begin() {
    number++;
    step = Step.BUSY;
    watchers.phase(DownloadProgress.Phase.PROBING);
    statistics = new RunStatistics(System.nanoTime(), observer(), attempts);
    identification.reset();
    fetching.reset();
    ending.reset();
    timers.startTimerAtFixedRate(new DownloadCoordinator.Tick(), TICK);
  }

  boolean idle() {
    return step == Step.IDLE;
  }

  boolean busy() {
    return step == Step.BUSY;
  }

  /** Whether a request is being worked on whose end is still open. */
  boolean stoppable() {
    return step != Step.IDLE && step != Step.ENDING;
  }

  /**
   * The journal was read, perhaps after an event could not be written: then memory is ahead of it,
   * and the run is given up. Whoever watches hears nothing more, and asks again; when that has not
   * helped, they hear why.
   */
  void recovered(DownloadState state) {
    node.takeJournalFailure(downloadId);
    Optional<Throwable> cause = FailedWrites.get(context.getSystem()).take(persistenceId());
    Optional<Failure> futile =
        idle() && cause.isEmpty() ? Optional.empty() : journalTrouble.again(state, cause);
    // Whoever asked just now is not among the watchers before the journal has answered.
    futile.ifPresent(failure -> node.journalUnreadable(downloadId, failure.asException()));
    if (!idle()) {
      fetching.leave();
      release();
      futile.ifPresent(
          failure -> over(new DownloadUpdate.Ended(failure, state.hasTemporaryFile())));
    }
  }

  private String persistenceId() {
    return PersistenceId.of(DownloadCoordinator.TYPE.name(), downloadId).id();
  }

  /** Asked for its passivation: what comes until then would be lost. */
  boolean leaving() {
    return leaving;
  }

  /** Sends a request to whoever follows: the shard keeps it until this entity is gone. */
  void passOn(DownloadCoordinator.Start start) {
    ClusterSharding.get(context.getSystem())
        .entityRefFor(DownloadCoordinator.TYPE, downloadId)
        .tell(start);
  }

  /** The run is over: everybody hears it, everything is given back, the entity may go. */
  void over(DownloadUpdate last) {
    journalTrouble.reset();
    watchers.last(last);
    release();
    passivate();
  }

  private void passivate() {
    leaving = true;
    shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
  }

  /** There is nothing to stop. An entity that was only woken for that goes back to sleep. */
  Effect<DownloadEvent, DownloadState> tooLate() {
    if (idle() && !leaving) {
      passivate();
    }
    return effects.none();
  }

  /** Shows what is going on. An entity that was only woken for that goes back to sleep. */
  Effect<DownloadEvent, DownloadState> tell(DownloadState state, ActorRef<DownloadStatus> asker) {
    Sight sight = new Sight(Placement.get(context.getSystem())::name);
    asker.tell(sight.of(state, this, nodeName(), fetching.session()));
    return tooLate();
  }

  /** What it may use was changed; what is not worked on hears of it when it is. */
  Effect<DownloadEvent, DownloadState> allow(Allowance allowance) {
    if (!idle()) {
      allowances.allow(allowance);
    }
    return tooLate();
  }

  /** Of the node that this coordinator is on. */
  String nodeName() {
    Placement placement = Placement.get(context.getSystem());
    return placement.name(placement.self());
  }

  /** What is on disk is recorded first: whoever goes on elsewhere fetches none of it again. */
  Effect<DownloadEvent, DownloadState> onLeave(DownloadState state) {
    return fetching.leaveLanes(state, stopped -> gone());
  }

  private Effect<DownloadEvent, DownloadState> gone() {
    fetching.leave();
    release();
    return effects.stop();
  }

  /** However it ends, also when its journal stays unusable: nothing stays open. */
  void stopped() {
    fetching.leave();
    release();
  }

  private void release() {
    step = Step.IDLE;
    fetching.reset();
    timers.cancelAll();
    if (source != null) {
      source.close();
      source = null;
    }
  }

  /** Tries again after a pause, or gives up when there were too many failures in a row. */
  Effect<DownloadEvent, DownloadState> retry(
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
      return ending.fail(state, failure);
    }
    statistics.retried(failure);
    watchers.progress(state, statistics, fetching.session(), System.nanoTime());
    timers.startSingleTimer(again, delay.get());
    return effects.none();
  }

  /** Who counts what this node does. */
  NodeObserver observer() {
    return Observation.get(context.getSystem()).observer();
  }

  /** Who works on it now, when others could. */
  String owner() {
    return node.sharesJournal() ? Placement.get(context.getSystem()).self().text() : "";
  }

  /** Whether what this node knows of the cluster is what most others know. */
  boolean reachesMost() {
    return Placement.get(context.getSystem()).reachesMost();
  }

  /**
   * Deletes the temporary file, if there is one; a new one has another name, so nobody need wait
   * for this. Only once an event is accepted that has no use for the file: who lost its place would
   * delete what its successor writes to.
   *
   * @param state before that event
   */
  CompletionStage<Void> abandon(DownloadState state) {
    return delete(state, state.temporaryNames());
  }

  /** Deletes what earlier runs gave up, whose disk may have been away then. */
  void deleteAbandoned(DownloadState state) {
    delete(state, state.abandoned());
  }

  /** What cannot be deleted now is tried again by the next run. */
  private CompletionStage<Void> delete(DownloadState state, List<String> temporaryNames) {
    return temporaryNames.isEmpty()
        ? CompletableFuture.completedStage(null)
        : disk.abandon(state.spec(), temporaryNames)
            .whenComplete((done, failure) -> deleted(failure));
  }

  private void deleted(Throwable failureOrNull) {
    if (failureOrNull != null) {
      context
          .getSystem()
          .log()
          .warn("A temporary file stays behind: {}", failureOrNull.getMessage());
    }
  }

  Failure failure(DownloadState state, Throwable thrown) {
    return Failures.of(thrown, state.spec().source().locator());
  }

  /** Sends what comes of {@code stage} to this coordinator; a failure ends the run. */
  <T> void pipe(CompletionStage<T> stage, Function<T, DownloadCoordinator.Command> command) {
    pipe(
        stage,
        (value, failure) ->
            failure == null ? command.apply(value) : new DownloadCoordinator.StepFailed(failure));
  }

  /** The same for a stage whose failure means something. An answer to an earlier run is dropped. */
  <T> void pipe(
      CompletionStage<T> stage, BiFunction<T, Throwable, DownloadCoordinator.Command> command) {
    long asked = number;
    context.pipeToSelf(
        stage,
        (value, failure) -> new DownloadCoordinator.Answer(asked, command.apply(value, failure)));
  }

  boolean current(DownloadCoordinator.Answer answer) {
    return answer.run() == number;
  }
}
