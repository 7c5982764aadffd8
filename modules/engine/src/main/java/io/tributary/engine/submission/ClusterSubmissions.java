package io.tributary.engine.submission;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.history.History;
import io.tributary.engine.history.HistoryPage;
import io.tributary.engine.history.HistoryPlace;
import io.tributary.engine.journal.JournalDatabase;
import io.tributary.storage.rules.SourceRules;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * The submissions of the cluster that this actor system is a member of. Starting it on a node
 * starts its part of the keeper.
 */
final class ClusterSubmissions implements Submissions, Extension {
  private static final Id ID = new Id();

  private final SubmissionDatabase database;
  private final SourceRules rules;
  private final SubmissionStore store;
  private final SubmissionChanges changes;
  private final ActorRef<SubmissionKeeper.Command> keeper;
  private final History history;

  private static final class Id extends ExtensionId<ClusterSubmissions> {
    @Override
    public ClusterSubmissions createExtension(ActorSystem<?> system) {
      return new ClusterSubmissions(system);
    }
  }

  private ClusterSubmissions(ActorSystem<?> system) {
    SubmissionSql sql = SubmissionSql.of(JournalDatabase.get(system).dialect());
    SubmissionCodec codec = new SubmissionCodec(system);
    Clock clock = Clock.systemUTC();
    database = new SubmissionDatabase(system);
    rules = SourceRules.get(system);
    store = new SubmissionStore(sql, codec, clock);
    changes = new SubmissionChanges(sql, codec);
    SubmissionQueue queue = new SubmissionQueue(sql, codec, clock);
    WaitingForHomes waitingForHomes = new WaitingForHomes(sql, codec, queue, clock);
    keeper = SubmissionKeeper.init(system, database, queue, waitingForHomes);
    history = History.keep(system);
    SubmissionDesk.open(system, this);
  }

  static ClusterSubmissions get(ActorSystem<?> system) {
    return ID.apply(system);
  }

  @Override
  public CompletionStage<Submitted> submit(SubmissionRequest request) {
    SubmissionDraft draft;
    try {
      draft = SubmissionDraft.of(request);
      draft.require(rules);
    } catch (TributaryException refused) {
      return CompletableFuture.failedFuture(refused);
    }
    return plain(database.run(connection -> store.submit(connection, draft)))
        .whenComplete((submitted, failure) -> poke());
  }

  @Override
  public CompletionStage<Optional<Submission>> find(String id) {
    return plain(database.look(connection -> store.find(connection, id)));
  }

  @Override
  public CompletionStage<SubmissionPage> list(SubmissionQuery query) {
    return plain(database.look(connection -> store.list(connection, query)));
  }

  @Override
  public CompletionStage<List<Submission>> changedSince(Instant since, int limit) {
    return plain(database.look(connection -> changes.since(connection, since, limit)));
  }

  @Override
  public CompletionStage<Map<SubmissionState, Long>> count() {
    return plain(database.look(changes::count));
  }

  @Override
  public CompletionStage<HistoryPage> history(String id, HistoryPlace after, int limit) {
    return plain(
        database.look(
            connection -> {
              requireDownload(id, store.find(connection, id));
              return history.page(connection, id, after, limit);
            }));
  }

  private static void requireDownload(String id, Optional<Submission> found) {
    if (found.isEmpty()) {
      throw noHistory(FailureKind.NOT_FOUND, "the download " + id, "there is none of that id", "");
    } else if (found.get().kind() == SubmissionKind.JOB) {
      throw noHistory(
          FailureKind.USAGE,
          "the job " + id,
          "of a job there is a line for each object instead, in its receipt",
          "ask for the job with a receipt");
    }
  }

  private static TributaryException noHistory(
      FailureKind kind, String target, String reason, String advice) {
    return new Failure(kind, "show the history of", target, reason, advice).asException();
  }

  @Override
  public CompletionStage<Optional<Submission>> wish(String id, Wish wish) {
    return plain(database.run(connection -> store.wish(connection, id, wish)))
        .whenComplete((submission, failure) -> poke());
  }

  @Override
  public CompletionStage<Optional<Submission>> allow(String id, AllowanceChange change) {
    return plain(database.run(connection -> store.allow(connection, id, change)))
        .whenComplete((submission, failure) -> poke());
  }

  private void poke() {
    keeper.tell(new SubmissionKeeper.Poke());
  }

  /** Callers get the failure itself, not what the stages in between wrap it in. */
  private static <T> CompletionStage<T> plain(CompletionStage<T> stage) {
    CompletableFuture<T> plain = new CompletableFuture<>();
    stage.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            plain.complete(value);
          } else {
            plain.completeExceptionally(
                failure instanceof CompletionException ? failure.getCause() : failure);
          }
        });
    return plain;
  }
}
