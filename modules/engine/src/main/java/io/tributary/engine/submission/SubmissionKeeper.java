package io.tributary.engine.submission;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.ClusterSingletonSettings;
import akka.cluster.typed.SingletonActor;
import io.tributary.engine.placement.Placement;
import io.tributary.engine.serialization.TributarySerializable;
import io.tributary.engine.submission.SubmissionQueue.Progress;
import io.tributary.engine.submission.SubmissionQueue.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Works on the submissions of a cluster in their order, so many at a time as its nodes may: one of
 * them runs it, and another one when that is lost. All it knows is in the table; one transaction of
 * it is under way at a time, and while the database is away it waits.
 */
final class SubmissionKeeper extends AbstractBehavior<SubmissionKeeper.Command> {
  private static final String NAME = "tributary-submissions";
  private static final Duration LEAST_PAUSE = Duration.ofMillis(500);
  private static final Duration MOST_PAUSE = Duration.ofSeconds(10);

  /** Who waits for a download to begin sees its first bytes soon, and others' with them. */
  private static final Duration FIRST_BYTES_WITHIN = Duration.ofMillis(100);

  private static final String FIRST_BYTES = "first bytes";
  private static final double JITTER = 0.2;
  private static final int MOST_DOUBLINGS = 6;

  sealed interface Command {}

  /** The table has changed. */
  record Poke() implements Command, TributarySerializable {}

  record Poll() implements Command {}

  record FlushProgress() implements Command {}

  record Progressed(Turn turn, String home, Progress progress) implements Command {}

  record TurnOver(Turn turn, String home, TurnOutcome end) implements Command {}

  private record Found(List<SubmissionRow> active) implements Command {}

  private record EndsWritten(Set<Turn> ended) implements Command {}

  private record ProgressWritten() implements Command {}

  private record HomesLookedAt(String last) implements Command {}

  private record Unanswered(Throwable failure) implements Command {}

  private record GoOn() implements Command {}

  private final SubmissionDatabase database;
  private final SubmissionQueue queue;
  private final TimerScheduler<Command> timers;
  private final KeeperSettings settings;
  private final Turns turns;
  private final Homes homes;
  private final WaitingForHomes waitingForHomes;

  /** Whether a transaction is under way, or a pause after one that failed. */
  private boolean busy;

  private boolean pollDue = true;
  private boolean homesDue = true;
  private String lastHome = "";
  private boolean flushDue;
  private int failures;

  static ActorRef<Command> init(
      ActorSystem<?> system,
      SubmissionDatabase database,
      SubmissionQueue queue,
      WaitingForHomes waitingForHomes) {
    KeeperSettings settings = KeeperSettings.of(system);
    Behavior<Command> keeper =
        Behaviors.<Command>supervise(create(database, queue, waitingForHomes, settings))
            .onFailure(SupervisorStrategy.restartWithBackoff(LEAST_PAUSE, MOST_PAUSE, JITTER));
    return ClusterSingleton.get(system)
        .init(
            SingletonActor.of(keeper, NAME)
                .withSettings(ClusterSingletonSettings.create(system).withRole(settings.role())));
  }

  private static Behavior<Command> create(
      SubmissionDatabase database,
      SubmissionQueue queue,
      WaitingForHomes waitingForHomes,
      KeeperSettings settings) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new SubmissionKeeper(
                        context, timers, database, queue, waitingForHomes, settings)));
  }

  private SubmissionKeeper(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      SubmissionDatabase database,
      SubmissionQueue queue,
      WaitingForHomes waitingForHomes,
      KeeperSettings settings) {
    super(context);
    this.database = database;
    this.queue = queue;
    this.timers = timers;
    this.settings = settings;
    this.turns = new Turns(context, settings);
    Placement placement = Placement.get(context.getSystem());
    this.homes = new Homes(placement::reachable, placement::names, settings.patience());
    this.waitingForHomes = waitingForHomes;
    timers.startTimerWithFixedDelay(new Poll(), settings.pollInterval());
    timers.startTimerWithFixedDelay(new FlushProgress(), settings.progressInterval());
    goOn();
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Poke.class, poke -> onPoke())
        .onMessage(Poll.class, poll -> onPoll())
        .onMessage(FlushProgress.class, flush -> onFlush())
        .onMessage(Progressed.class, this::onProgressed)
        .onMessage(TurnOver.class, this::onTurnOver)
        .onMessage(Found.class, this::onFound)
        .onMessage(EndsWritten.class, this::onEndsWritten)
        .onMessage(ProgressWritten.class, written -> answered())
        .onMessage(HomesLookedAt.class, this::onHomesLookedAt)
        .onMessage(Unanswered.class, this::onUnanswered)
        .onMessage(GoOn.class, goOn -> onGoOn())
        .build();
  }

  private Behavior<Command> onPoke() {
    pollDue = true;
    return goOn();
  }

  private Behavior<Command> onPoll() {
    homesDue = true;
    return onPoke();
  }

  private Behavior<Command> onFlush() {
    flushDue = true;
    return goOn();
  }

  private Behavior<Command> onProgressed(Progressed progressed) {
    homes.answered(progressed.home());
    boolean first = turns.progressed(progressed.turn(), progressed.progress());
    if (first && !timers.isTimerActive(FIRST_BYTES)) {
      timers.startSingleTimer(FIRST_BYTES, new FlushProgress(), FIRST_BYTES_WITHIN);
    }
    return this;
  }

  private Behavior<Command> onTurnOver(TurnOver over) {
    homes.ended(over.home(), over.end(), System.nanoTime());
    turns.over(over.turn(), over.end());
    return goOn();
  }

  /** Starts the next transaction, if there is need of one and none is under way. */
  private Behavior<Command> goOn() {
    if (busy) {
      return this;
    }
    if (!turns.ends().isEmpty()) {
      Map<Turn, TurnOutcome> ends = turns.ends();
      // What rests shows how far it came to the last.
      Map<Turn, Progress> progress = turns.takeProgress();
      run(
          connection -> {
            queue.progress(connection, progress);
            queue.end(connection, ends);
            return new EndsWritten(ends.keySet());
          });
    } else if (homesDue) {
      homesDue = false;
      Homes.Sight sight = homes.look(System.nanoTime());
      String last = lastHome;
      run(
          connection ->
              new HomesLookedAt(
                  waitingForHomes.look(connection, sight, last, settings.homePatience())));
    } else if (pollDue) {
      pollDue = false;
      KeeperSettings.Room room = settings.room(getContext().getSystem());
      Homes.Sight sight = homes.look(System.nanoTime());
      run(connection -> new Found(queue.take(connection, room, sight.usable())));
    } else if (flushDue) {
      flushDue = false;
      Map<Turn, Progress> progress = turns.takeProgress();
      if (!progress.isEmpty()) {
        run(
            connection -> {
              queue.progress(connection, progress);
              return new ProgressWritten();
            });
      }
    }
    return this;
  }

  private void run(SubmissionDatabase.Transaction<Command> transaction) {
    busy = true;
    getContext()
        .pipeToSelf(
            database.run(transaction),
            (answer, failure) -> failure == null ? answer : new Unanswered(failure));
  }

  private Behavior<Command> onFound(Found found) {
    found.active().forEach(turns::follow);
    return answered();
  }

  private Behavior<Command> onHomesLookedAt(HomesLookedAt looked) {
    lastHome = looked.last();
    return answered();
  }

  private Behavior<Command> onEndsWritten(EndsWritten written) {
    turns.forget(written.ended());
    // There is room for others now.
    pollDue = true;
    return answered();
  }

  private Behavior<Command> answered() {
    if (failures > 0) {
      getContext().getLog().info("The database of the submissions is back");
    }
    failures = 0;
    busy = false;
    return goOn();
  }

  /** The transaction may have taken effect or not: the next ones find out. */
  private Behavior<Command> onUnanswered(Unanswered unanswered) {
    if (failures++ == 0) {
      getContext()
          .getLog()
          .warn(
              "The database of the submissions does not answer, trying again: {}",
              unanswered.failure().getMessage());
    }
    pollDue = true;
    timers.startSingleTimer(new GoOn(), pause());
    return this;
  }

  private Duration pause() {
    Duration pause = LEAST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    return pause.compareTo(MOST_PAUSE) < 0 ? pause : MOST_PAUSE;
  }

  private Behavior<Command> onGoOn() {
    busy = false;
    return goOn();
  }
}
