package io.tributary.engine.client;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import akka.stream.Materializer;
import akka.stream.javadsl.Sink;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionRequest;
import io.tributary.engine.submission.Submitted;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * A {@link TributaryClient} as an actor, for actors: {@code context.askWithStatus} and {@code
 * AskPattern.askWithStatus}. For actors of the same process; an error reply carries the exception
 * that the stage would have failed with, which {@link ClientFailure#of} takes. An ask should wait
 * longer than half a minute, as long as calls are made again; its timeout takes nothing back.
 */
public final class ClientActor {
  private ClientActor() {}

  /** What it is asked. */
  public sealed interface Command {}

  /** {@link TributaryClient#download}. */
  public record Download(SubmissionRequest request, ActorRef<StatusReply<Submitted>> replyTo)
      implements Command {}

  /** {@link TributaryClient#job}. */
  public record Job(SubmissionRequest request, ActorRef<StatusReply<Submitted>> replyTo)
      implements Command {}

  /** {@link TributaryClient#status}. */
  public record Status(String id, ActorRef<StatusReply<SubmissionStatus>> replyTo)
      implements Command {}

  /**
   * Answered once it has ended, whichever way: the last of {@link TributaryClient#progress}.
   *
   * @param watcher hears all of them until then; may be the same actor's adapter, or ignore them
   */
  public record Watch(
      String id,
      ActorRef<SubmissionStatus> watcher,
      ActorRef<StatusReply<SubmissionStatus>> replyTo)
      implements Command {}

  /** {@link TributaryClient#pause}. */
  public record Pause(String id, ActorRef<StatusReply<Submission>> replyTo) implements Command {}

  /** {@link TributaryClient#resume}. */
  public record Resume(String id, ActorRef<StatusReply<Submission>> replyTo) implements Command {}

  /** {@link TributaryClient#cancel}. */
  public record Cancel(String id, ActorRef<StatusReply<Submission>> replyTo) implements Command {}

  /** {@link TributaryClient#change}. */
  public record Change(String id, AllowanceChange change, ActorRef<StatusReply<Submission>> replyTo)
      implements Command {}

  /** Keeps no state of its own; ends what it watches when it ends. */
  public static Behavior<Command> create(TributaryClient client) {
    return Behaviors.setup(
        context -> {
          Materializer materializer = Materializer.createMaterializer(context);
          return Behaviors.receive(Command.class)
              .onMessage(Download.class, m -> tell(client.download(m.request()), m.replyTo()))
              .onMessage(Job.class, m -> tell(client.job(m.request()), m.replyTo()))
              .onMessage(Status.class, m -> tell(client.status(m.id()), m.replyTo()))
              .onMessage(Pause.class, m -> tell(client.pause(m.id()), m.replyTo()))
              .onMessage(Resume.class, m -> tell(client.resume(m.id()), m.replyTo()))
              .onMessage(Cancel.class, m -> tell(client.cancel(m.id()), m.replyTo()))
              .onMessage(Change.class, m -> tell(client.change(m.id(), m.change()), m.replyTo()))
              .onMessage(Watch.class, m -> tell(watched(client, m, materializer), m.replyTo()))
              .build();
        });
  }

  private static CompletionStage<SubmissionStatus> watched(
      TributaryClient client, Watch watch, Materializer materializer) {
    return client
        .progress(watch.id())
        .map(
            status -> {
              watch.watcher().tell(status);
              return status;
            })
        .runWith(Sink.last(), materializer);
  }

  private static <T> Behavior<Command> tell(
      CompletionStage<T> stage, ActorRef<StatusReply<T>> replyTo) {
    var unused =
        stage.handle(
            (value, failure) -> {
              replyTo.tell(
                  failure == null ? StatusReply.success(value) : StatusReply.error(plain(failure)));
              return Done.done();
            });
    return Behaviors.same();
  }

  private static Throwable plain(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }
}
