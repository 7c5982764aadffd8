package io.tributary.engine.governor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import io.tributary.engine.serialization.TributarySerializable;
import java.time.Duration;

/** Remembers which limits were chosen for the cluster: there is one, on one of its nodes. */
final class LimitsKeeper
    extends EventSourcedBehavior<LimitsKeeper.Command, LimitsChosen, LimitsChosen> {
  static final EntityTypeKey<Command> TYPE = EntityTypeKey.create(Command.class, "Limits");

  /** The only one. */
  static final String ID = "cluster";

  private static final int EVENTS_PER_SNAPSHOT = 50;
  private static final Duration LEAST_BACKOFF = Duration.ofMillis(200);
  private static final Duration MOST_BACKOFF = Duration.ofSeconds(10);
  private static final double BACKOFF_JITTER = 0.2;

  private final ActorContext<Command> context;

  /** What it is asked. */
  sealed interface Command {}

  /** What was chosen last? */
  record Ask(ActorRef<ChosenLimits> replyTo) implements Command, TributarySerializable {}

  /** These from now on; answered when they are recorded. */
  record Choose(ChosenLimits limits, ActorRef<ChosenLimits> replyTo)
      implements Command, TributarySerializable {}

  /** These of them from now on; answered with all when they are recorded. */
  record Change(LimitsChange change, ActorRef<ChosenLimits> replyTo)
      implements Command, TributarySerializable {}

  /** The sharding hand-off. */
  record Leave() implements Command {}

  static Behavior<Command> create() {
    return Behaviors.setup(LimitsKeeper::new);
  }

  private LimitsKeeper(ActorContext<Command> context) {
    super(
        PersistenceId.of(TYPE.name(), ID),
        SupervisorStrategy.restartWithBackoff(LEAST_BACKOFF, MOST_BACKOFF, BACKOFF_JITTER));
    this.context = context;
  }

  @Override
  public LimitsChosen emptyState() {
    return new LimitsChosen(ChosenLimits.NONE);
  }

  @Override
  public CommandHandler<Command, LimitsChosen, LimitsChosen> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(Ask.class, (state, ask) -> Effect().reply(ask.replyTo(), answer(state)))
        .onCommand(Choose.class, choose -> record(choose.limits(), choose.replyTo()))
        .onCommand(
            Change.class,
            (state, change) -> record(change.change().of(state.limits()), change.replyTo()))
        .onCommand(Leave.class, () -> Effect().stop())
        .build();
  }

  private Effect<LimitsChosen, LimitsChosen> record(
      ChosenLimits limits, ActorRef<ChosenLimits> replyTo) {
    return Effect().persist(new LimitsChosen(limits)).thenReply(replyTo, this::answer);
  }

  /** Numbered by the journal, which never counts back. */
  private ChosenLimits answer(LimitsChosen state) {
    return state.limits().at(lastSequenceNumber(context));
  }

  @Override
  public EventHandler<LimitsChosen, LimitsChosen> eventHandler() {
    return (before, chosen) -> chosen;
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, 2).withDeleteEventsOnSnapshot();
  }
}
