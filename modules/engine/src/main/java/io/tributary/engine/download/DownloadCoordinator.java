package io.tributary.engine.download;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.RecoveryFailed;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import io.tributary.core.ledger.Segment;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.lane.LaneReport;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.serialization.TributarySerializable;
import io.tributary.storage.Destination;
import io.tributary.storage.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The one writer of a destination: takes a request from its probe to the published file, and
 * journals every step that a crash must not undo. Ranges are fetched by {@code PartFetcher}s, which
 * pull.
 *
 * <p>The steps of a run live in {@link DownloadRun}; here is what may be said to a download, and
 * what is journaled.
 */
public final class DownloadCoordinator
    extends EventSourcedBehavior<DownloadCoordinator.Command, DownloadEvent, DownloadState> {

  public static final EntityTypeKey<Command> TYPE = EntityTypeKey.create(Command.class, "Download");

  /** Few events are replayed, and old ones go: the journal stays small (I6). */
  private static final int EVENTS_PER_SNAPSHOT = 200;

  /** Of every event, where a history is kept: never changed, since journals have it. */
  public static final String TAG = "download";

  private static final Set<String> TAGS = Set.of(TAG);

  private static final Duration LEAST_BACKOFF = Duration.ofMillis(200);
  private static final Duration MOST_BACKOFF = Duration.ofSeconds(10);
  private static final double BACKOFF_JITTER = 0.2;

  /** In a row: about half a minute. A journal that stays unusable must not be read for ever. */
  static final int MOST_RESTARTS = 8;

  /** What may be said to a download; the rest is private to it. */
  public sealed interface Command {}

  /** Start it, go on with it, or attach to it; the watcher hears {@link DownloadUpdate}s. */
  public record Start(DownloadSpec spec, ActorRef<DownloadUpdate> watcher)
      implements Command, TributarySerializable {}

  /** Stop, and keep what is on disk for a later {@link Start}. */
  public record Interrupt() implements Command, TributarySerializable {}

  /** Stop, and delete what is on disk. */
  public record Cancel() implements Command, TributarySerializable {}

  /** It may use this from now on, unless something later is known. Does not begin anything. */
  public record Allow(Allowance allowance) implements Command, TributarySerializable {}

  /** Answered with a look at what is going on; changes nothing. */
  public record Status(ActorRef<DownloadStatus> replyTo)
      implements Command, TributarySerializable {}

  /** What a stage came to that run number {@code run} had begun. */
  record Answer(long run, Command command) implements Command {}

  record Looked(Optional<Destination.Existing> existing) implements Command {}

  record Probed(Probe probe) implements Command {}

  record ProbeFailed(Throwable failure) implements Command {}

  record ProbeAgain() implements Command {}

  record Inspected(DiskSteps.Leftover leftover) implements Command {}

  record Prepared() implements Command {}

  record Salvaged(List<Segment> segments, List<ByteRange> bad) implements Command {}

  record Lane(LaneReport report) implements Command {}

  record Flush(FlushReport report) implements Command {}

  record Tick() implements Command {}

  record StreamAgain() implements Command {}

  record LanesOverdue(long run) implements Command {}

  record VerificationDone(Verification.Outcome outcome) implements Command {}

  record Published() implements Command {}

  record StepFailed(Throwable failure) implements Command {}

  record Discarded(DownloadUpdate last) implements Command {}

  /** The sharding hand-off, and the end of a passivation. */
  public record Leave() implements Command {}

  private final DownloadRun run;
  private final NodeResources node;
  private final String downloadId;

  public static Behavior<Command> create(EntityContext<Command> entity) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new DownloadCoordinator(
                        context, timers, entity.getEntityId(), entity.getShard())));
  }

  private DownloadCoordinator(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      String downloadId,
      ActorRef<ClusterSharding.ShardCommand> shard) {
    super(
        PersistenceId.of(TYPE.name(), downloadId),
        SupervisorStrategy.restartWithBackoff(LEAST_BACKOFF, MOST_BACKOFF, BACKOFF_JITTER)
            .withMaxRestarts(MOST_RESTARTS));
    this.downloadId = downloadId;
    this.node = NodeResources.get(context.getSystem());
    this.run = new DownloadRun(context, timers, downloadId, shard, Effect());
  }

  @Override
  public DownloadState emptyState() {
    return DownloadState.empty();
  }

  @Override
  public CommandHandler<Command, DownloadEvent, DownloadState> commandHandler() {
    return this::onCommand;
  }

  private Effect<DownloadEvent, DownloadState> onCommand(DownloadState state, Command command) {
    if (command instanceof Answer answer) {
      return run.current(answer) ? onCommand(state, answer.command()) : Effect().none();
    } else if (command instanceof Lane lane) {
      return run.fetching.onLane(state, lane.report());
    } else if (command instanceof Flush flush) {
      return run.fetching.onFlush(state, flush.report());
    } else if (command instanceof Tick) {
      return run.fetching.onTick(state);
    } else if (command instanceof Start start) {
      return run.identification.onStart(state, start);
    } else if (command instanceof Looked looked) {
      return run.identification.onLooked(state, looked.existing());
    } else if (command instanceof Probed probed) {
      return run.identification.onProbed(state, probed.probe());
    } else if (command instanceof ProbeFailed failed) {
      return run.identification.onProbeFailed(state, failed.failure());
    } else if (command instanceof ProbeAgain) {
      return run.identification.onProbeAgain(state);
    } else if (command instanceof Inspected inspected) {
      return run.preparation.onInspected(state, inspected.leftover());
    } else if (command instanceof Prepared) {
      return run.preparation.onPrepared(state);
    } else if (command instanceof Salvaged salvaged) {
      return run.preparation.onSalvaged(state, salvaged);
    } else if (command instanceof StreamAgain) {
      return run.fetching.onStreamAgain(state);
    } else if (command instanceof LanesOverdue overdue) {
      return run.fetching.onLanesOverdue(state, overdue.run());
    } else if (command instanceof VerificationDone done) {
      return run.ending.onVerificationDone(state, done.outcome());
    } else if (command instanceof Published) {
      return run.ending.onPublished(state);
    } else if (command instanceof StepFailed failed) {
      return run.ending.onStepFailed(state, failed.failure());
    } else if (command instanceof Discarded discarded) {
      return run.ending.onDiscarded(discarded.last());
    } else if (command instanceof Status status) {
      return run.tell(state, status.replyTo());
    } else if (command instanceof Interrupt) {
      return run.ending.onInterrupt(state);
    } else if (command instanceof Cancel) {
      return run.ending.onCancel(state);
    } else if (command instanceof Allow allow) {
      return run.allow(allow.allowance());
    }
    return run.onLeave(state);
  }

  @Override
  public EventHandler<DownloadState, DownloadEvent> eventHandler() {
    return DownloadState::apply;
  }

  /** By which the history finds them. */
  @Override
  public Set<String> tagsFor(DownloadEvent event) {
    return run.keepsHistory ? TAGS : Set.of();
  }

  @Override
  public SignalHandler<DownloadState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), run::recovered)
        .onSignal(
            RecoveryFailed.class,
            (state, failed) -> node.journalUnreadable(downloadId, failed.getFailure()))
        .onSignal(PostStop.instance(), state -> run.stopped())
        .build();
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, 2).withDeleteEventsOnSnapshot();
  }

  @Override
  public SnapshotAdapter<DownloadState> snapshotAdapter() {
    return new SnapshotAdapter<>() {
      @Override
      public Object toJournal(DownloadState state) {
        return DownloadSnapshot.of(state);
      }

      @Override
      public DownloadState fromJournal(Object stored) {
        return ((DownloadSnapshot) stored).state();
      }
    };
  }
}
