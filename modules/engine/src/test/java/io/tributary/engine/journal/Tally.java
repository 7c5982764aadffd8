package io.tributary.engine.journal;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import io.tributary.engine.serialization.TributarySerializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An entity that keeps numbers, deletes its old events, and is supervised as a coordinator is. */
final class Tally extends EventSourcedBehavior<Tally.Command, Tally.Added, Tally.Numbers> {
  sealed interface Command {}

  record Add(int number, ActorRef<Numbers> replyTo) implements Command {}

  record Get(ActorRef<Numbers> replyTo) implements Command {}

  record Added(int number) implements TributarySerializable {}

  record Numbers(List<Integer> all) implements TributarySerializable {
    Numbers plus(int number) {
      List<Integer> more = new ArrayList<>(all);
      more.add(number);
      return new Numbers(List.copyOf(more));
    }
  }

  static Behavior<Command> create(String id) {
    return new Tally(id);
  }

  private Tally(String id) {
    super(
        PersistenceId.of("Tally", id),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(100), Duration.ofMillis(500), 0.1));
  }

  @Override
  public Numbers emptyState() {
    return new Numbers(List.of());
  }

  /** A number that is there already is answered, not added: whoever asks may ask again. */
  @Override
  public CommandHandler<Command, Added, Numbers> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(
            Add.class,
            (state, add) ->
                state.all().contains(add.number())
                    ? Effect().reply(add.replyTo(), state)
                    : Effect()
                        .persist(new Added(add.number()))
                        .thenReply(add.replyTo(), after -> after))
        .onCommand(Get.class, (state, get) -> Effect().reply(get.replyTo(), state))
        .build();
  }

  @Override
  public EventHandler<Numbers, Added> eventHandler() {
    return (state, event) -> state.plus(event.number());
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(4, 1).withDeleteEventsOnSnapshot();
  }
}
