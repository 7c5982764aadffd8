package io.tributary.engine.node;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import io.tributary.engine.serialization.TributarySerializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A small persistent entity: it keeps lines of text. */
final class Note extends EventSourcedBehavior<Note.Command, Note.Added, Note.State> {
  static final EntityTypeKey<Command> KEY = EntityTypeKey.create(Command.class, "note");

  sealed interface Command extends TributarySerializable {}

  record Add(String line, ActorRef<Done> replyTo) implements Command {}

  record Get(ActorRef<State> replyTo) implements Command {}

  record Added(String line) implements TributarySerializable {}

  record State(List<String> lines) implements TributarySerializable {
    State plus(String line) {
      List<String> more = new ArrayList<>(lines);
      more.add(line);
      return new State(List.copyOf(more));
    }
  }

  static Behavior<Command> create(String id) {
    return new Note(PersistenceId.of("note", id));
  }

  private Note(PersistenceId id) {
    super(id);
  }

  @Override
  public State emptyState() {
    return new State(List.of());
  }

  @Override
  public CommandHandler<Command, Added, State> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(
            Add.class,
            add ->
                Effect()
                    .persist(List.of(new Added(add.line()), new Added(add.line() + "'")))
                    .thenReply(add.replyTo(), state -> Done.done()))
        .onCommand(Get.class, (state, get) -> Effect().reply(get.replyTo(), state))
        .build();
  }

  @Override
  public EventHandler<State, Added> eventHandler() {
    return (state, event) -> state.plus(event.line());
  }

  @Override
  public Set<String> tagsFor(Added event) {
    return Set.of("lines", "notes");
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(4, 1).withDeleteEventsOnSnapshot();
  }
}
