package io.tributary.engine.submission;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.journal.DatabaseConnections;
import io.tributary.engine.journal.JournalDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs transactions on the dispatchers that are there for them; few at a time, and not without end.
 * Looks have one of their own: who asks how it goes does not wait for all who change something.
 */
final class SubmissionDatabase {
  private static final String CHANGES = "tributary.submission-dispatcher";
  private static final String LOOKS = "tributary.submission-look-dispatcher";

  private final Waiting changes;
  private final Waiting looks;

  /** One transaction. */
  @FunctionalInterface
  interface Transaction<T> {
    T on(Connection connection) throws SQLException;
  }

  SubmissionDatabase(ActorSystem<?> system) {
    JournalDatabase database = JournalDatabase.get(system);
    int queueSize = system.settings().config().getInt("tributary.submission.queue-size");
    changes = new Waiting(dispatcher(system, CHANGES), database.writers(), queueSize);
    // Other databases have so many connections as the first dispatcher has threads.
    looks =
        database.readers() == database.writers()
            ? changes
            : new Waiting(dispatcher(system, LOOKS), database.readers(), queueSize);
  }

  private static Executor dispatcher(ActorSystem<?> system, String name) {
    return system.dispatchers().lookup(DispatcherSelector.fromConfig(name));
  }

  /** Fails with a {@link TributaryException}; nothing is known of the outcome of a commit then. */
  <T> CompletionStage<T> run(Transaction<T> transaction) {
    return changes.run(transaction);
  }

  /** The same for one that changes nothing. It sees all that was committed before. */
  <T> CompletionStage<T> look(Transaction<T> transaction) {
    return looks.run(transaction);
  }

  /** Transactions that wait for each other. */
  private static final class Waiting {
    private final Executor dispatcher;
    private final DatabaseConnections connections;
    private final int queueSize;
    private final AtomicInteger count = new AtomicInteger();

    Waiting(Executor dispatcher, DatabaseConnections connections, int queueSize) {
      this.dispatcher = dispatcher;
      this.connections = connections;
      this.queueSize = queueSize;
    }

    <T> CompletionStage<T> run(Transaction<T> transaction) {
      if (count.incrementAndGet() > queueSize) {
        count.decrementAndGet();
        return CompletableFuture.failedFuture(tooMany());
      }
      return CompletableFuture.supplyAsync(() -> now(transaction), dispatcher)
          .whenComplete((value, failure) -> count.decrementAndGet());
    }

    private <T> T now(Transaction<T> transaction) {
      try {
        Connection connection = connections.take();
        boolean inOrder = false;
        try {
          connection.setAutoCommit(false);
          T value = transaction.on(connection);
          connection.commit();
          inOrder = true;
          return value;
        } finally {
          // What was not committed is rolled back by this, or by the database when it is out of
          // reach.
          leave(connection, restore(connection) && inOrder);
        }
      } catch (SQLException e) {
        throw unusable(e);
      }
    }

    /** Why one is out of order the caller hears. */
    private void leave(Connection connection, boolean inOrder) {
      try {
        if (inOrder) {
          connections.giveBack(connection);
        } else {
          connection.close();
        }
      } catch (SQLException gone) {
        return;
      }
    }

    private static boolean restore(Connection connection) {
      try {
        connection.rollback();
        connection.setAutoCommit(true);
        return true;
      } catch (SQLException broken) {
        return false;
      }
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
