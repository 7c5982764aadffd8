package com.example.mirror;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.tributary.engine.client.ClientActor;
import io.tributary.engine.submission.SubmissionRequest;
import io.tributary.engine.submission.Submitted;
import java.nio.file.Path;
import java.time.Duration;

/** The same for a service that is made of actors. */
public final class MirrorActor {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private MirrorActor() {}

  /** What is said to it. */
  public sealed interface Command {}

  /** Answered with the id of the download, or with what to do. */
  public record Fetch(String source, Path file, ActorRef<String> replyTo) implements Command {}

  private record Answered(String text, ActorRef<String> replyTo) implements Command {}

  /**
   * @param client a {@link ClientActor}
   */
  public static Behavior<Command> create(ActorRef<ClientActor.Command> client) {
    return Behaviors.setup(
        context ->
            Behaviors.receive(Command.class)
                .onMessage(
                    Fetch.class,
                    fetch -> {
                      context.askWithStatus(
                          Submitted.class,
                          client,
                          PATIENCE,
                          replyTo -> new ClientActor.Download(request(fetch), replyTo),
                          (submitted, failure) ->
                              new Answered(
                                  failure == null
                                      ? submitted.orThrow().id()
                                      : Mirror.whatNow(failure),
                                  fetch.replyTo()));
                      return Behaviors.same();
                    })
                .onMessage(
                    Answered.class,
                    answered -> {
                      answered.replyTo().tell(answered.text());
                      return Behaviors.same();
                    })
                .build());
  }

  private static SubmissionRequest request(Fetch fetch) {
    return SubmissionRequest.of(fetch.source(), fetch.file().toString());
  }
}
