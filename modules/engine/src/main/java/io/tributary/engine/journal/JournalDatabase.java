package io.tributary.engine.journal;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import akka.persistence.jdbc.db.SlickDatabase;
import akka.persistence.jdbc.db.SlickExtension;
import akka.persistence.jdbc.db.SlickExtensionImpl;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import slick.jdbc.PostgresProfile;

/**
 * The database of the journal, for others of this node that keep their tables in it: they share its
 * pool of connections. Thread-safe.
 */
public final class JournalDatabase implements Extension {
  private static final Id ID = new Id();

  private final SlickDatabase database;
  private final DatabaseConnections writers = new Pool();
  private final DatabaseConnections readers;

  /** Whose SQL is spoken. */
  public enum Dialect {
    POSTGRESQL,
    SQLITE
  }

  private static final class Id extends ExtensionId<JournalDatabase> {
    @Override
    public JournalDatabase createExtension(ActorSystem<?> system) {
      return new JournalDatabase(system);
    }
  }

  private JournalDatabase(ActorSystem<?> system) {
    database =
        ((SlickExtensionImpl) SlickExtension.get(system))
            .database(system.settings().config().getConfig("jdbc-journal"));
    readers = dialect() == Dialect.SQLITE ? sqliteReaders(system) : writers;
  }

  private static DatabaseConnections sqliteReaders(ActorSystem<?> system) {
    SqliteReaders readers =
        new SqliteReaders(system.settings().config().getString(SqliteJournal.DATABASE + ".url"));
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "tributary-close-readers",
            () -> {
              readers.close();
              return CompletableFuture.completedStage(Done.done());
            });
    return readers;
  }

  public static JournalDatabase get(ActorSystem<?> system) {
    return ID.apply(system);
  }

  public Dialect dialect() {
    return database.profile() instanceof PostgresProfile ? Dialect.POSTGRESQL : Dialect.SQLITE;
  }

  /**
   * Takes a connection from the pool; closing it gives it back. Blocks until one is free or made,
   * for the pool's {@code connectionTimeout} at most.
   */
  public Connection connect() throws SQLException {
    return database.database().source().createConnection();
  }

  /** For changes: those of {@link #connect}. */
  public DatabaseConnections writers() {
    return writers;
  }

  /**
   * For looks. Where the database can, they wait for no change: with SQLite, whose one connection
   * that writes all changes share, these are others.
   */
  public DatabaseConnections readers() {
    return readers;
  }

  private final class Pool implements DatabaseConnections {
    @Override
    public Connection take() throws SQLException {
      return connect();
    }

    @Override
    public void giveBack(Connection connection) throws SQLException {
      connection.close();
    }
  }
}
