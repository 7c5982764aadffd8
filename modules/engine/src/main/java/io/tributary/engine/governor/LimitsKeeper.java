package io.tributary.engine.governor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
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

  /** What it is asked. */
  sealed interface Command {}

  /** What was chosen last? */
  record Ask(ActorRef<ChosenLimits> replyTo) implements Command, TributarySerializable {}

  /** These from now on; answered when they are recorded. */
  record Choose(ChosenLimits limits, ActorRef<ChosenLimits> replyTo)
      implements Command, TributarySerializable {}

  /** The sharding hand-off. */
  record Leave() implements Command {}

  static Behavior<Command> create() {
    return new LimitsKeeper();
  }

  private LimitsKeeper() {
    super(
        PersistenceId.of(TYPE.name(), ID),
        SupervisorStrategy.restartWithBackoff(LEAST_BACKOFF, MOST_BACKOFF, BACKOFF_JITTER));
  }

  @Override
  public LimitsChosen emptyState() {
    return new LimitsChosen(ChosenLimits.NONE);
  }

  @Override
  public CommandHandler<Command, LimitsChosen, LimitsChosen> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(Ask.class, (state, ask) -> Effect().reply(ask.replyTo(), state.limits()))
        .onCommand(
            Choose.class,
            choose ->
                Effect()
                    .persist(new LimitsChosen(choose.limits()))
                    .thenReply(choose.replyTo(), LimitsChosen::limits))
        .onCommand(Leave.class, () -> Effect().stop())
        .build();
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
