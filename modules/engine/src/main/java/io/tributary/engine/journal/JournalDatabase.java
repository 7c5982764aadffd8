package io.tributary.engine.journal;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import akka.persistence.jdbc.db.SlickDatabase;
import akka.persistence.jdbc.db.SlickExtension;
import akka.persistence.jdbc.db.SlickExtensionImpl;
import java.sql.Connection;
import java.sql.SQLException;
import slick.jdbc.PostgresProfile;

/**
 * The database of the journal, for others of this node that keep their tables in it: they share its
 * pool of connections. Thread-safe.
 */
public final class JournalDatabase implements Extension {
  private static final Id ID = new Id();

  private final SlickDatabase database;

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
}
