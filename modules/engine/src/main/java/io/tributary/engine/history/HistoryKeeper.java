package io.tributary.engine.history;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.ClusterSingletonSettings;
import akka.cluster.typed.SingletonActor;
import akka.persistence.jdbc.query.javadsl.JdbcReadJournal;
import akka.projection.ProjectionBehavior;
import akka.projection.ProjectionId;
import akka.projection.eventsourced.javadsl.EventSourcedProvider;
import akka.projection.javadsl.GroupedProjection;
import akka.projection.jdbc.javadsl.JdbcProjection;
import io.tributary.engine.download.DownloadCoordinator;
import io.tributary.engine.download.DownloadEvent;
import io.tributary.engine.journal.JournalDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Keeps the history of a cluster, on one of its nodes: reads the journal into the tables, and
 * deletes what is too old. All it knows is in the database; whoever follows goes on from there.
 */
final class HistoryKeeper extends AbstractBehavior<HistoryKeeper.Command> {
  private static final String NAME = "tributary-history";
  private static final Duration LEAST_PAUSE = Duration.ofMillis(500);
  private static final Duration MOST_PAUSE = Duration.ofSeconds(10);
  private static final double JITTER = 0.2;

  /** Events of one transaction, and how long the first of them waits for the others. */
  private static final int MOST_EVENTS = 100;

  private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

  sealed interface Command {}

  private record Sweep() implements Command {}

  private record Swept(boolean more) implements Command {}

  private record NotSwept(Throwable failure) implements Command {}

  /** The node leaves: another one takes over once the projection has stopped. */
  private record Stop() implements Command {}

  private record ProjectionStopped() implements Command {}

  private final HistorySettings settings;
  private final JournalDatabase database;
  private final Executor dispatcher;
  private final TimerScheduler<Command> timers;
  private final ActorRef<ProjectionBehavior.Command> projection;
  private boolean sweeping;

  static void init(ActorSystem<?> system, HistorySettings settings) {
    Behavior<Command> keeper =
        Behaviors.<Command>supervise(create(settings))
            .onFailure(SupervisorStrategy.restartWithBackoff(LEAST_PAUSE, MOST_PAUSE, JITTER));
    var unused =
        ClusterSingleton.get(system)
            .init(
                SingletonActor.of(keeper, NAME)
                    .withStopMessage(new Stop())
                    .withSettings(
                        ClusterSingletonSettings.create(system).withRole(settings.role())));
  }

  static Behavior<Command> create(HistorySettings settings) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new HistoryKeeper(context, timers, settings)));
  }

  private HistoryKeeper(
      ActorContext<Command> context, TimerScheduler<Command> timers, HistorySettings settings) {
    super(context);
    this.settings = settings;
    this.timers = timers;
    this.database = JournalDatabase.get(context.getSystem());
    this.dispatcher =
        context
            .getSystem()
            .dispatchers()
            .lookup(DispatcherSelector.fromConfig(HistorySettings.DISPATCHER));
    this.projection =
        context.spawn(
            ProjectionBehavior.create(projection(context.getSystem(), database)), "projection");
    timers.startTimerWithFixedDelay(new Sweep(), settings.sweepInterval());
  }

  private static GroupedProjection<?, ?> projection(
      ActorSystem<?> system, JournalDatabase database) {
    return JdbcProjection.groupedWithin(
            ProjectionId.of(NAME, DownloadCoordinator.TAG),
            EventSourcedProvider.<DownloadEvent>eventsByTag(
                system, JdbcReadJournal.Identifier(), DownloadCoordinator.TAG),
            () -> HistorySession.open(database),
            () -> new HistoryWriter(RunListeners.get(system).all()),
            system)
        .withGroup(MOST_EVENTS, LONGEST_WAIT);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Sweep.class, sweep -> onSweep())
        .onMessage(Swept.class, swept -> onSwept(swept.more()))
        .onMessage(NotSwept.class, failed -> onNotSwept(failed.failure()))
        .onMessage(Stop.class, stop -> onStop())
        .onMessage(ProjectionStopped.class, stopped -> Behaviors.stopped())
        .build();
  }

  private Behavior<Command> onSweep() {
    if (!sweeping) {
      sweeping = true;
      getContext()
          .pipeToSelf(
              CompletableFuture.supplyAsync(this::sweepNow, dispatcher),
              (more, failure) -> failure == null ? new Swept(more) : new NotSwept(failure));
    }
    return this;
  }

  /** Much of it is deleted step by step: what is projected meanwhile goes in between. */
  private Behavior<Command> onSwept(boolean more) {
    sweeping = false;
    return more ? onSweep() : this;
  }

  private Behavior<Command> onNotSwept(Throwable failure) {
    sweeping = false;
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    getContext().getLog().warn("old history is not deleted yet: {}", String.valueOf(cause));
    return this;
  }

  private boolean sweepNow() {
    Instant before = Instant.now().minus(settings.keep());
    try (Connection connection = database.connect()) {
      return HistoryTables.sweep(connection, before, settings.sweepLines());
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  private Behavior<Command> onStop() {
    timers.cancelAll();
    getContext().watchWith(projection, new ProjectionStopped());
    projection.tell(ProjectionBehavior.stopMessage());
    return this;
  }
}
