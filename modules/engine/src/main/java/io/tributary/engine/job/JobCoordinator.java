package io.tributary.engine.job;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.RecoveryFailed;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import io.tributary.core.failure.Failure;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.engine.serialization.TributarySerializable;
import io.tributary.storage.listing.ListingPage;
import java.time.Duration;

/**
 * The one that works on a directory: takes a request from its listing to the last of its objects,
 * and journals what a crash must not undo, one event for each batch. Nodes bring the objects.
 *
 * <p>The steps of a run live in {@link JobRun}; here is what may be said to a job, and what is
 * journaled.
 */
public final class JobCoordinator
    extends EventSourcedBehavior<JobCoordinator.Command, JobEvent, JobState> {

  public static final EntityTypeKey<Command> TYPE = EntityTypeKey.create(Command.class, "Job");

  /** Events hold their batches: few are replayed, and old ones go (I6). */
  private static final int EVENTS_PER_SNAPSHOT = 50;

  private static final Duration LEAST_BACKOFF = Duration.ofMillis(200);
  private static final Duration MOST_BACKOFF = Duration.ofSeconds(10);
  private static final double BACKOFF_JITTER = 0.2;
  private static final int MOST_RESTARTS = 8;

  /** What may be said to a job; the rest is private to it. */
  public sealed interface Command {}

  /** Start it, go on with it, or attach to it; the watcher hears {@link JobUpdate}s. */
  public record Start(JobSpec spec, ActorRef<JobUpdate> watcher)
      implements Command, TributarySerializable {}

  /** Stop, and keep what is recorded for a later {@link Start}. */
  public record Interrupt() implements Command, TributarySerializable {}

  /**
   * Delete what it has left on the disk: nobody will go on with it. Answered with {@link
   * JobUpdate.Ended}, which is resumable when it could not be done.
   */
  public record Forget(ActorRef<JobUpdate> asker) implements Command, TributarySerializable {}

  record Forgotten(ActorRef<JobUpdate> asker, Failure failureOrNull) implements Command {}

  /** Stop, and keep nothing but files that are complete. */
  public record Cancel() implements Command, TributarySerializable {}

  /** It may use this from now on, unless something later is known. Does not begin anything. */
  public record Allow(Allowance allowance) implements Command, TributarySerializable {}

  /** Answered with a look at what is going on; changes nothing. */
  public record Status(ActorRef<JobStatus> replyTo) implements Command, TributarySerializable {}

  /** The sharding hand-off, and the end of a passivation. */
  public record Leave() implements Command {}

  /**
   * The root and the receipt are there.
   *
   * @param swept whether what earlier runs had left is gone
   */
  record Prepared(long run, boolean swept) implements Command {}

  record PageCame(long run, ListingPage page) implements Command {}

  /** Objects that were archived, to be tried again. */
  record ArchivedCame(long run, ArchivedObjects some) implements Command {}

  /** What was to be written before this event is on disk. */
  record Written(long run, JobEvent event) implements Command {}

  record Report(BatchReport report) implements Command {}

  /**
   * @param lineOrNull what need not be fetched
   */
  record LargeLooked(long run, Batch batch, ReceiptLine lineOrNull, Failure failureOrNull)
      implements Command {}

  /**
   * @param kept whether some of it is on the disk, from which it could go on
   */
  record LargeEnded(
      long run, Batch batch, ReceiptLine lineOrNull, Failure failureOrNull, boolean kept)
      implements Command {

    /** Whether it has failed, and no later run will go on with what is on the disk. */
    boolean isLeftBehind() {
      return kept
          && failureOrNull != null
          && !LargeObjects.interrupted(failureOrNull)
          && !failureOrNull.kind().retryable()
          && !BatchVerdict.stopsAlone(failureOrNull);
    }
  }

  /** Something that all objects need has failed. */
  record Failed(long run, Failure failure) implements Command {}

  record Finished(long run) implements Command {}

  /** What was not complete is gone, as far as it could be deleted. */
  record Discarded(long run) implements Command {}

  record Tick() implements Command {}

  private final JobRun run;
  private final JobForgetting forgetting;
  private final NodeResources node;
  private final String jobId;

  /**
   * @param home the node whose jobs it may have; empty for those to directories that nodes share
   */
  static Behavior<Command> create(
      String home, String jobId, ActorRef<ClusterSharding.ShardCommand> shard) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new JobCoordinator(context, timers, home, jobId, shard)));
  }

  private JobCoordinator(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      String home,
      String jobId,
      ActorRef<ClusterSharding.ShardCommand> shard) {
    super(
        PersistenceId.of(TYPE.name(), jobId),
        SupervisorStrategy.restartWithBackoff(LEAST_BACKOFF, MOST_BACKOFF, BACKOFF_JITTER)
            .withMaxRestarts(MOST_RESTARTS));
    this.jobId = jobId;
    this.node = NodeResources.get(context.getSystem());
    this.run = new JobRun(context, timers, home, jobId, shard, Effect());
    this.forgetting = new JobForgetting(context, Effect(), run::passivateOnce);
  }

  @Override
  public JobState emptyState() {
    return JobState.empty();
  }

  @Override
  public CommandHandler<Command, JobEvent, JobState> commandHandler() {
    return this::onCommand;
  }

  private Effect<JobEvent, JobState> onCommand(JobState state, Command command) {
    if (command instanceof Report report) {
      return run.batches.onReport(state, report.report());
    } else if (command instanceof Tick) {
      return run.onTick(state);
    } else if (command instanceof Start start) {
      return forgetting.underWay() ? Effect().none() : run.requests.onStart(state, start);
    } else if (command instanceof Prepared prepared) {
      return run.current(prepared.run())
          ? run.onPrepared(state, prepared.swept())
          : Effect().none();
    } else if (command instanceof PageCame came) {
      return run.current(came.run()) ? run.planning.onPage(state, came.page()) : Effect().none();
    } else if (command instanceof ArchivedCame came) {
      return run.current(came.run())
          ? run.planning.onArchived(state, came.some())
          : Effect().none();
    } else if (command instanceof Written written) {
      return run.current(written.run()) ? run.onWritten(written.event()) : Effect().none();
    } else if (command instanceof LargeLooked looked) {
      return run.current(looked.run()) ? run.batches.onLargeLooked(state, looked) : Effect().none();
    } else if (command instanceof LargeEnded ended) {
      return run.current(ended.run()) ? run.batches.onLargeEnded(state, ended) : Effect().none();
    } else if (command instanceof Failed failed) {
      return run.current(failed.run())
          ? run.ending.onFailed(state, failed.failure())
          : Effect().none();
    } else if (command instanceof Finished finished) {
      return run.current(finished.run()) ? run.ending.onFinished() : Effect().none();
    } else if (command instanceof Forget forget) {
      return forgetting.onForget(state, forget.asker(), !run.idle());
    } else if (command instanceof Forgotten forgotten) {
      return forgetting.onForgotten(forgotten);
    } else if (command instanceof Discarded discarded) {
      return run.current(discarded.run()) ? run.ending.onDiscarded() : Effect().none();
    } else if (command instanceof Status status) {
      return run.tell(state, status.replyTo());
    } else if (command instanceof Interrupt) {
      return run.ending.onInterrupt(state);
    } else if (command instanceof Cancel) {
      return run.ending.onCancel(state);
    } else if (command instanceof Allow allow) {
      return run.allow(allow.allowance());
    }
    return run.ending.onLeave(state);
  }

  @Override
  public EventHandler<JobState, JobEvent> eventHandler() {
    return JobState::apply;
  }

  @Override
  public SignalHandler<JobState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), run::recovered)
        .onSignal(
            RecoveryFailed.class,
            (state, failed) -> node.journalUnreadable(jobId, failed.getFailure()))
        .onSignal(PostStop.instance(), state -> run.release())
        .build();
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, 2).withDeleteEventsOnSnapshot();
  }
}
