package io.tributary.engine.job;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EffectFactories;
import io.tributary.core.failure.Failure;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.caller.Watchers;
import io.tributary.engine.governor.AllowanceTeller;
import io.tributary.engine.journal.FailedWrites;
import io.tributary.engine.lane.Failures;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.receipt.ReceiptLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * What a job has in memory while it works on a request, and what the parts of that work share:
 * {@link JobRequests}, {@link JobPlanning}, {@link JobBatches}, {@link JobEnding}. All of it is
 * lost in a crash; what matters is in {@link JobState}. Confined to the job's thread.
 */
final class JobRun {
  private static final Duration TICK = Duration.ofMillis(250);

  /** What may happen next; an answer that comes too late for its step is ignored. */
  enum Step {
    /** No request is being worked on. */
    IDLE,
    /** Objects are being listed and brought. */
    WORKING,
    /** All is done; nodes are told to stop, and what they look for in the root is being removed. */
    FINISHING,
    /** What is under way comes to its end, to be recorded or deleted. */
    STOPPING,
    /** The end is being recorded, or what is not complete is being deleted. */
    RECORDED
  }

  final ActorContext<JobCoordinator.Command> context;
  final EffectFactories<JobEvent, JobState> effects;
  final Watchers<JobUpdate> watchers = new Watchers<>();
  final JobRequests requests;
  final JobPlanning planning = new JobPlanning(this);
  final JobBatches batches = new JobBatches(this);
  final JobEnding ending = new JobEnding(this);
  private final TimerScheduler<JobCoordinator.Command> timers;
  private final NodeResources node;
  private final String jobId;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final JobTrouble trouble = new JobTrouble();
  final AllowanceTeller allowances;

  /** Asked for its passivation: what comes until then would be lost. */
  private boolean passivating;

  /** Whether another is to go on with it, on whichever node. */
  boolean handedOff;

  Step step = Step.IDLE;

  /** Null when no request is being worked on. */
  JobTools tools;

  JobRun(
      ActorContext<JobCoordinator.Command> context,
      TimerScheduler<JobCoordinator.Command> timers,
      String home,
      String jobId,
      ActorRef<ClusterSharding.ShardCommand> shard,
      EffectFactories<JobEvent, JobState> effects) {
    this.context = context;
    this.timers = timers;
    this.jobId = jobId;
    this.shard = shard;
    this.effects = effects;
    this.node = NodeResources.get(context.getSystem());
    this.requests = new JobRequests(this, home, jobId);
    this.allowances = new AllowanceTeller(context.getSystem());
  }

  boolean current(long number) {
    return tools != null && tools.number == number;
  }

  boolean idle() {
    return step == Step.IDLE;
  }

  boolean working() {
    return step == Step.WORKING;
  }

  boolean stopping() {
    return step == Step.STOPPING || step == Step.RECORDED;
  }

  /** Whether this entity is about to stop. */
  boolean leaving() {
    return passivating || handedOff;
  }

  void begin(JobState state) {
    long number = RandomGenerator.getDefault().nextLong() & Long.MAX_VALUE;
    ending.reset();
    try {
      planning.open(state);
      tools = JobTools.open(state, number, jobId, context);
    } catch (RuntimeException refused) {
      boolean kept = state.epoch() > 1 || !state.leftovers().isEmpty();
      over(new JobUpdate.Ended(Failures.of(refused, state.spec().source().locator()), kept));
      return;
    }
    step = Step.WORKING;
    allowances.begin(state.spec().claim());
    holdToRequests();
    timers.startTimerAtFixedRate(new JobCoordinator.Tick(), TICK);
    pipe(
        tools.prepare(state, () -> planning.placesKnown(state)),
        swept -> new JobCoordinator.Prepared(number, swept));
  }

  /** Sends what comes of it, or why nothing does. */
  <T> void pipe(CompletionStage<T> stage, Function<T, JobCoordinator.Command> message) {
    long number = tools.number;
    String target = tools.spec.source().locator();
    context.pipeToSelf(
        stage,
        (value, failure) ->
            failure == null
                ? message.apply(value)
                : new JobCoordinator.Failed(number, Failures.of(failure, target)));
  }

  Effect<JobEvent, JobState> onPrepared(JobState state, boolean swept) {
    if (!working()) {
      return effects.none();
    }
    tools.prepared();
    state.open().forEach(tools::add);
    planning.begin(state, swept);
    return ending.finishIfDone(state);
  }

  /** Receipt first, then the event that knows its length. */
  void write(List<ReceiptLine> lines, LongFunction<JobEvent> event) {
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
      planning.recorded(planned);
    } else if (event instanceof JobEvent.BatchDone done) {
      tools.workers.recorded(done.batch());
    }
    if (working()) {
      tools.tick(System.nanoTime());
      planning.listNext(state);
    }
    context.getSelf().tell(new JobCoordinator.Tick());
  }

  Effect<JobEvent, JobState> onTick(JobState state) {
    if (idle()) {
      return effects.none();
    }
    if (stopping()) {
      return ending.stoppedIfQuiet();
    }
    long nowNanos = System.nanoTime();
    if (!tools.watch.awake(nowNanos)) {
      return requests.again(state);
    }
    return working() ? lookAfter(state, nowNanos) : effects.none();
  }

  private Effect<JobEvent, JobState> lookAfter(JobState state, long nowNanos) {
    tools.tick(nowNanos);
    allowances.tick(nowNanos);
    Optional<Failure> hopeless = tools.workers.hopeless();
    if (hopeless.isPresent()) {
      return ending.onFailed(state, hopeless.get());
    }
    watchers.tell(new JobUpdate.Progressed(tools.progress(state, nowNanos)));
    return ending.finishIfDone(state);
  }

  /** What it may use was changed; what is not worked on hears of it when it is. */
  Effect<JobEvent, JobState> allow(Allowance allowance) {
    if (idle()) {
      return tooLate();
    }
    hold(allowance);
    return effects.none();
  }

  /** While it is worked on. */
  void hold(Allowance allowance) {
    allowances.allow(allowance);
    holdToRequests();
  }

  /** The governors of the nodes know of limits, and not of this. */
  private void holdToRequests() {
    allowances
        .changed()
        .map(Allowance::requests)
        .filter(requests -> requests > 0)
        .ifPresent(tools.workers::limit);
  }

  Effect<JobEvent, JobState> tell(JobState state, ActorRef<JobStatus> replyTo) {
    if (idle()) {
      replyTo.tell(JobStatus.idle(state));
      return tooLate();
    }
    replyTo.tell(tools.status(state));
    return effects.none();
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
    if (idle() && cause.isEmpty()) {
      return;
    }
    Optional<Failure> futile = trouble.again(state, cause);
    futile.ifPresent(
        failure -> {
          node.journalUnreadable(jobId, failure.asException());
          watchers.last(new JobUpdate.Ended(failure, true));
        });
    release();
    if (futile.isPresent() || handedOff) {
      // Whoever asks again is to find one that tries again.
      passivateOnce();
    }
  }

  /** The run is over: everybody hears it, everything is given back, the entity may go. */
  void over(JobUpdate last) {
    watchers.last(last);
    release();
    passivate();
  }

  void release() {
    step = Step.IDLE;
    timers.cancelAll();
    planning.close();
    if (tools != null) {
      tools.close();
      tools = null;
    }
  }

  /** There is nothing to do. An entity that was only woken for that goes back to sleep. */
  Effect<JobEvent, JobState> tooLate() {
    passivateOnce();
    return effects.none();
  }

  void passivateOnce() {
    if (!passivating) {
      passivate();
    }
  }

  private void passivate() {
    passivating = true;
    if (handedOff) {
      // The shard has said so already, and says it once.
      context.getSelf().tell(new JobCoordinator.Leave());
    } else {
      shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
    }
  }
}
