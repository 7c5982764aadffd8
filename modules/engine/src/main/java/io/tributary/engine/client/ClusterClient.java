package io.tributary.engine.client;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.receptionist.Receptionist;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.history.HistoryPage;
import io.tributary.engine.history.HistoryPlace;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionDesk;
import io.tributary.engine.submission.SubmissionDesk.Command;
import io.tributary.engine.submission.SubmissionDesk.Reply;
import io.tributary.engine.submission.SubmissionKind;
import io.tributary.engine.submission.SubmissionRequest;
import io.tributary.engine.submission.SubmissionState;
import io.tributary.engine.submission.Submissions;
import io.tributary.engine.submission.Submitted;
import io.tributary.engine.submission.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * From any member of the cluster, whatever its roles: one that has neither coordinators nor lanes
 * needs no database either. It asks a node that has one; what goes on it hears from the coordinator
 * itself.
 */
public final class ClusterClient extends RetryingClient {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A coordinator answers in milliseconds, or is on its way to another node for many seconds. */
  private static final Duration LOOK_PATIENCE = Duration.ofMillis(1500);

  private final ActorSystem<?> system;
  private final Tributary tributary;

  private ClusterClient(ActorSystem<?> system) {
    super(system, PatientCalls.PATIENCE);
    this.system = system;
    this.tributary = Tributary.get(system);
    String keeper = system.settings().config().getString("tributary.submission.role");
    if (Cluster.get(system).selfMember().hasRole(keeper)) {
      // It may have to run the keeper, so it has the database.
      Submissions.get(system);
    }
  }

  /**
   * For a member of a cluster, or one that is about to be. Starts what a node of its roles does for
   * its cluster; with the role of {@code tributary.submission.role} it needs the journal's
   * database.
   */
  public static ClusterClient of(ActorSystem<?> system) {
    return new ClusterClient(system);
  }

  /**
   * The configuration of an actor system that joins a cluster to ask it, and does nothing of its
   * work; it needs no database. The system has the name of the cluster.
   *
   * @param application loaded configuration, reference.conf included; its settings of Akka are
   *     under {@code tributary.service-node}
   */
  public static Config config(Config application) {
    return application.getConfig("tributary.service-node").withFallback(application);
  }

  @Override
  CompletionStage<Submitted> submit(SubmissionRequest request, Duration most) {
    return ask(most, replyTo -> new SubmissionDesk.Submit(request, replyTo))
        .thenApply(ClusterClient::submitted);
  }

  private static Submitted submitted(Reply reply) {
    if (reply instanceof SubmissionDesk.Accepted accepted) {
      return new Submitted.Accepted(accepted.submission());
    } else if (reply instanceof SubmissionDesk.Attached attached) {
      return new Submitted.Attached(attached.submission());
    } else if (reply instanceof SubmissionDesk.Refused refused) {
      return new Submitted.Refused(refused.failure(), refused.holder());
    }
    throw notThat(reply);
  }

  @Override
  CompletionStage<SubmissionStatus> look(String id, Duration most) {
    return ask(most, replyTo -> new SubmissionDesk.Find(id, replyTo))
        .thenCompose(reply -> live(found(id, reply)));
  }

  /** Never fails: what the database says is an answer by itself. */
  private CompletionStage<SubmissionStatus> live(Submission submission) {
    SubmissionStatus row = new SubmissionStatus(submission, null, null);
    if (submission.state() != SubmissionState.ACTIVE) {
      return CompletableFuture.completedStage(row);
    } else if (submission.kind() == SubmissionKind.JOB) {
      return tributary
          .jobStatus(submission.home(), submission.id(), LOOK_PATIENCE)
          .thenApply(now -> now.running() ? new SubmissionStatus(submission, null, now) : row)
          .exceptionally(late -> row);
    }
    return tributary
        .status(submission.id(), LOOK_PATIENCE)
        .thenApply(now -> now.running() ? new SubmissionStatus(submission, now, null) : row)
        .exceptionally(late -> row);
  }

  @Override
  CompletionStage<Submission> change(String id, Wish wish, Duration most) {
    return ask(most, replyTo -> new SubmissionDesk.Change(id, wish, replyTo))
        .thenApply(reply -> fitting(found(id, reply), wish));
  }

  @Override
  CompletionStage<Submission> allow(String id, AllowanceChange change, Duration most) {
    return ask(most, replyTo -> new SubmissionDesk.Allow(id, change, replyTo))
        .thenApply(reply -> allowed(found(id, reply)));
  }

  private static Submission allowed(Submission submission) {
    if (submission.mayBeAllowed()) {
      return submission;
    }
    throw unfit(submission, "change");
  }

  @Override
  CompletionStage<HistoryPage> lines(String id, HistoryPlace after, Duration most) {
    return ask(
            most,
            replyTo -> new SubmissionDesk.History(id, after, SubmissionDesk.MOST_LINES, replyTo))
        .thenApply(
            reply -> {
              if (reply instanceof SubmissionDesk.Lines lines) {
                return lines.page();
              }
              throw notThat(reply);
            });
  }

  private static Submission fitting(Submission submission, Wish wish) {
    if (submission.wish() == wish) {
      return submission;
    }
    throw unfit(
        submission,
        switch (wish) {
          case RUN -> "resume";
          case PAUSE -> "pause";
          case CANCEL -> "cancel";
        });
  }

  private static TributaryException unfit(Submission submission, String doing) {
    return new Failure(
            FailureKind.USAGE,
            doing,
            "the " + submission.kind().name().toLowerCase(Locale.ROOT) + " " + submission.id(),
            "it is " + submission.state().name().toLowerCase(Locale.ROOT),
            "")
        .asException();
  }

  private static Submission found(String id, Reply reply) {
    if (!(reply instanceof SubmissionDesk.Found found)) {
      throw notThat(reply);
    } else if (found.submissionOrNull() == null) {
      throw none(id);
    }
    return found.submissionOrNull();
  }

  private CompletionStage<Reply> ask(Duration most, Function<ActorRef<Reply>, Command> question) {
    Duration patience = most.compareTo(PATIENCE) < 0 ? most : PATIENCE;
    return AskPattern.<Receptionist.Command, Receptionist.Listing>ask(
            system.receptionist(),
            replyTo -> Receptionist.find(SubmissionDesk.KEY, replyTo),
            patience,
            system.scheduler())
        .thenCompose(
            listing ->
                AskPattern.<Command, Reply>ask(
                    desk(listing.getServiceInstances(SubmissionDesk.KEY)),
                    question::apply,
                    patience,
                    system.scheduler()))
        .exceptionally(ClusterClient::late)
        .thenApply(ClusterClient::answer);
  }

  /** That of this node, or any. */
  private static ActorRef<Command> desk(Set<ActorRef<Command>> found) {
    if (found.isEmpty()) {
      throw unanswered("no node that has the database is known").asException();
    }
    List<ActorRef<Command>> desks = List.copyOf(found);
    return desks.stream()
        .filter(desk -> desk.path().address().hasLocalScope())
        .findFirst()
        .orElseGet(() -> desks.get(ThreadLocalRandom.current().nextInt(desks.size())));
  }

  private static Reply late(Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (cause instanceof TimeoutException) {
      throw unanswered("the node that was asked gave no answer").asException(cause);
    }
    throw cause instanceof RuntimeException known ? known : new CompletionException(cause);
  }

  private static Reply answer(Reply reply) {
    if (reply instanceof SubmissionDesk.Failed failed) {
      throw failed.failure().asException();
    }
    return reply;
  }

  private static Failure unanswered(String reason) {
    return new Failure(
        FailureKind.NETWORK,
        "ask",
        "the cluster",
        reason,
        "check that this node is a member, and that nodes with the role coordinator are up");
  }

  private static RuntimeException notThat(Reply reply) {
    return new Failure(
            FailureKind.INTERNAL,
            "ask",
            "the cluster",
            "it answered with " + reply.getClass().getSimpleName(),
            "report this")
        .asException();
  }
}
