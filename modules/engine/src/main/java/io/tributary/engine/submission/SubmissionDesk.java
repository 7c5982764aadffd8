package io.tributary.engine.submission;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.history.HistoryPage;
import io.tributary.engine.history.HistoryPlace;
import io.tributary.engine.serialization.TributarySerializable;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Where nodes without the database ask for submissions: each node that has it keeps one, which the
 * receptionist knows. Holds nothing; each question may be asked again, at another desk, too.
 */
public final class SubmissionDesk {
  public static final ServiceKey<Command> KEY =
      ServiceKey.create(Command.class, "tributary-submission-desk");

  /** Of a history in one message: with the longest reasons they fit into a frame. */
  public static final int MOST_LINES = 100;

  private SubmissionDesk() {}

  /** What may be asked. */
  public sealed interface Command extends TributarySerializable {
    ActorRef<Reply> replyTo();
  }

  /** Answered with {@link Accepted}, {@link Attached} or {@link Refused}. */
  public record Submit(SubmissionRequest request, ActorRef<Reply> replyTo) implements Command {}

  /** Answered with {@link Found}. */
  public record Find(String id, ActorRef<Reply> replyTo) implements Command {}

  /** Answered with {@link Found}: the submission after the change, if there was one. */
  public record Change(String id, Wish wish, ActorRef<Reply> replyTo) implements Command {}

  /** The same of what it may use. */
  public record Allow(String id, AllowanceChange change, ActorRef<Reply> replyTo)
      implements Command {}

  /**
   * Answered with {@link Lines}.
   *
   * @param limit at most so many lines; beyond {@link #MOST_LINES} fewer than asked for
   */
  public record History(String id, HistoryPlace after, int limit, ActorRef<Reply> replyTo)
      implements Command {}

  /** The answer to any of them may be {@link Failed}. */
  public sealed interface Reply extends TributarySerializable {}

  /** As {@link Submitted.Accepted}. */
  public record Accepted(Submission submission) implements Reply {}

  /** As {@link Submitted.Attached}. */
  public record Attached(Submission submission) implements Reply {}

  /** As {@link Submitted.Refused}. */
  public record Refused(Failure failure, Submission holder) implements Reply {}

  /**
   * @param submissionOrNull null when there is none of that id
   */
  public record Found(Submission submissionOrNull) implements Reply {}

  /** Some of a history. */
  public record Lines(HistoryPage page) implements Reply {}

  /** What the stage of {@link Submissions} failed with. */
  public record Failed(Failure failure) implements Reply {}

  static void open(ActorSystem<?> system, Submissions submissions) {
    ActorRef<Command> desk =
        system.systemActorOf(create(submissions), "tributary-submission-desk", Props.empty());
    system.receptionist().tell(Receptionist.register(KEY, desk));
  }

  static Behavior<Command> create(Submissions submissions) {
    return Behaviors.receive(Command.class)
        .onMessage(Submit.class, submit -> onSubmit(submissions, submit))
        .onMessage(Find.class, find -> onFind(submissions, find))
        .onMessage(Change.class, change -> onChange(submissions, change))
        .onMessage(Allow.class, allow -> onAllow(submissions, allow))
        .onMessage(History.class, history -> onHistory(submissions, history))
        .build();
  }

  private static Behavior<Command> onSubmit(Submissions submissions, Submit submit) {
    var unused =
        submissions
            .submit(submit.request())
            .thenApply(SubmissionDesk::reply)
            .exceptionally(SubmissionDesk::failed)
            .thenAccept(submit.replyTo()::tell);
    return Behaviors.same();
  }

  private static Behavior<Command> onFind(Submissions submissions, Find find) {
    return found(submissions.find(find.id()), find.replyTo());
  }

  private static Behavior<Command> onChange(Submissions submissions, Change change) {
    return found(submissions.wish(change.id(), change.wish()), change.replyTo());
  }

  private static Behavior<Command> onAllow(Submissions submissions, Allow allow) {
    return found(submissions.allow(allow.id(), allow.change()), allow.replyTo());
  }

  private static Behavior<Command> found(
      CompletionStage<Optional<Submission>> asked, ActorRef<Reply> replyTo) {
    var unused =
        asked
            .<Reply>thenApply(found -> new Found(found.orElse(null)))
            .exceptionally(SubmissionDesk::failed)
            .thenAccept(replyTo::tell);
    return Behaviors.same();
  }

  private static Behavior<Command> onHistory(Submissions submissions, History asked) {
    var unused =
        submissions
            .history(asked.id(), asked.after(), Math.min(asked.limit(), MOST_LINES))
            .<Reply>thenApply(Lines::new)
            .exceptionally(SubmissionDesk::failed)
            .thenAccept(asked.replyTo()::tell);
    return Behaviors.same();
  }

  private static Reply reply(Submitted outcome) {
    if (outcome instanceof Submitted.Accepted accepted) {
      return new Accepted(accepted.submission());
    } else if (outcome instanceof Submitted.Attached attached) {
      return new Attached(attached.submission());
    }
    Submitted.Refused refused = (Submitted.Refused) outcome;
    return new Refused(refused.failure(), refused.holder());
  }

  private static Reply failed(Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (cause instanceof TributaryException known) {
      return new Failed(known.failure());
    }
    return new Failed(
        new Failure(
            FailureKind.INTERNAL,
            "ask",
            "the submissions of the cluster",
            String.valueOf(cause),
            "see the node's log"));
  }
}
