package io.tributary.engine.submission;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.journal.JournalDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs transactions on the dispatcher that is there for them; few at a time, and not without end.
 */
final class SubmissionDatabase {
  private static final String DISPATCHER = "tributary.submission-dispatcher";

  private final JournalDatabase database;
  private final Executor dispatcher;
  private final int queueSize;
  private final AtomicInteger waiting = new AtomicInteger();

  /** One transaction. */
  @FunctionalInterface
  interface Transaction<T> {
    T on(Connection connection) throws SQLException;
  }

  SubmissionDatabase(ActorSystem<?> system) {
    database = JournalDatabase.get(system);
    dispatcher = system.dispatchers().lookup(DispatcherSelector.fromConfig(DISPATCHER));
    queueSize = system.settings().config().getInt("tributary.submission.queue-size");
  }

  /** Fails with a {@link TributaryException}; nothing is known of the outcome of a commit then. */
  <T> CompletionStage<T> run(Transaction<T> transaction) {
    if (waiting.incrementAndGet() > queueSize) {
      waiting.decrementAndGet();
      return CompletableFuture.failedFuture(tooMany());
    }
    return CompletableFuture.supplyAsync(() -> now(transaction), dispatcher)
        .whenComplete((value, failure) -> waiting.decrementAndGet());
  }

  private <T> T now(Transaction<T> transaction) {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      try {
        T value = transaction.on(connection);
        connection.commit();
        return value;
      } finally {
        // What was not committed is rolled back by this, or by the database when it is out of
        // reach.
        restore(connection);
      }
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  private static void restore(Connection connection) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException broken) {
      // The pool drops a connection that is out of order; why it is, the caller hears.
      return;
    }
  }

  private static TributaryException unusable(SQLException e) {
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    return new Failure(
            FailureKind.STATE_UNUSABLE,
            "use",
            "the database of the cluster",
            reason,
            "try again when it is back")
        .asException(e);
  }

  private static TributaryException tooMany() {
    return new Failure(
            FailureKind.THROTTLED,
            "ask",
            "the database of the cluster",
            "too many others wait for it",
            "try again later")
        .asException();
  }
}
