package io.tributary.engine.submission;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.submission.SubmissionQueue.Turn;
import java.time.Duration;

/**
 * Has one submission worked on: asks its coordinator, and asks again after silence, for as long as
 * it takes: the coordinator may be lost with its node, and is somewhere else a little later. A
 * journal that is away is waited for.
 */
final class TurnWatcher extends AbstractBehavior<TurnWatcher.Message> {
  private static final Duration MOST_PAUSE = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 5;

  sealed interface Message {}

  /**
   * @param allowance what it may use now
   */
  record Wished(Wish wish, Allowance allowance) implements Message {}

  record Heard(TurnLink.Word word) implements Message {}

  private record Ask() implements Message {}

  private final TimerScheduler<Message> timers;
  private final SubmissionRow row;
  private final KeeperSettings settings;
  private final ActorRef<SubmissionKeeper.Command> keeper;
  private final TurnLink link;
  private Wish wish;
  private int journalFailures;

  static Behavior<Message> create(
      SubmissionRow row, KeeperSettings settings, ActorRef<SubmissionKeeper.Command> keeper) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new TurnWatcher(context, timers, row, settings, keeper)));
  }

  private TurnWatcher(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      SubmissionRow row,
      KeeperSettings settings,
      ActorRef<SubmissionKeeper.Command> keeper) {
    super(context);
    this.timers = timers;
    this.row = row;
    this.settings = settings;
    this.keeper = keeper;
    this.link = TurnLink.of(row, context);
    this.wish = row.submission().wish();
    ask();
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Heard.class, heard -> onWord(heard.word()))
        .onMessage(Wished.class, this::onWished)
        .onMessage(Ask.class, ask -> ask())
        .build();
  }

  /** What is to be stopped is started first: only what runs deletes what it left on disk. */
  private Behavior<Message> ask() {
    link.start();
    stopIfWished();
    askAgainAfter(settings.patience());
    return this;
  }

  private void askAgainAfter(Duration pause) {
    timers.startSingleTimer(new Ask(), pause);
  }

  /** Comes with every poll. What was said before may be lost, and does no harm twice. */
  private Behavior<Message> onWished(Wished wished) {
    wish = wished.wish();
    link.allow(wished.allowance());
    stopIfWished();
    return this;
  }

  private void stopIfWished() {
    switch (wish) {
      case PAUSE -> link.interrupt();
      case CANCEL -> link.cancel();
      case RUN -> {
        // Nothing to stop.
      }
    }
  }

  private Behavior<Message> onWord(TurnLink.Word word) {
    if (word instanceof TurnLink.Word.Moved moved) {
      keeper.tell(new SubmissionKeeper.Progressed(turn(), home(), moved.progress()));
    } else if (word instanceof TurnLink.Word.Over over) {
      if (journalAway(over.outcome())) {
        askAgainAfter(pause());
        return this;
      }
      keeper.tell(new SubmissionKeeper.TurnOver(turn(), home(), over.outcome()));
      return Behaviors.stopped();
    }
    journalFailures = 0;
    askAgainAfter(settings.patience());
    return this;
  }

  private static boolean journalAway(TurnOutcome outcome) {
    return outcome instanceof TurnOutcome.Stopped stopped
        && stopped.failure().kind() == FailureKind.STATE_UNUSABLE;
  }

  private String home() {
    return row.submission().home();
  }

  /** The journal was tried for a while by then; the database may be away for hours. */
  private Duration pause() {
    Duration pause =
        settings.patience().multipliedBy(1L << Math.min(journalFailures++, MOST_DOUBLINGS));
    return pause.compareTo(MOST_PAUSE) < 0 ? pause : MOST_PAUSE;
  }

  private Turn turn() {
    return new Turn(row.id(), row.sequence());
  }
}
