package io.tributary.engine.history;

import akka.japi.function.Function;
import akka.projection.jdbc.JdbcSession;
import io.tributary.engine.journal.JournalDatabase;
import io.tributary.engine.journal.JournalDatabase.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A transaction of the projection: what it writes, and how far it has come with that. */
final class HistorySession implements JdbcSession {
  /**
   * A commit need not be on disk: when the database is lost with it, offset and lines are lost
   * together, and made again of the journal.
   */
  private static final String UNFLUSHED = "SET LOCAL synchronous_commit TO OFF";

  private final Connection connection;

  private HistorySession(Connection connection) {
    this.connection = connection;
  }

  /** Takes a connection; blocks. */
  static HistorySession open(JournalDatabase database) {
    try {
      Connection connection = database.connect();
      try {
        begin(connection, database.dialect());
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
      return new HistorySession(connection);
    } catch (SQLException e) {
      // The projection is begun again, after a pause.
      throw new IllegalStateException("the database of the history cannot be used", e);
    }
  }

  private static void begin(Connection connection, Dialect dialect) throws SQLException {
    connection.setAutoCommit(false);
    if (dialect == Dialect.POSTGRESQL) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(UNFLUSHED);
      }
    }
  }

  @Override
  public <T> T withConnection(Function<Connection, T> use) throws Exception {
    return use.apply(connection);
  }

  @Override
  public void commit() throws SQLException {
    connection.commit();
  }

  @Override
  public void rollback() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      // Whatever ended it: what turns the mode on commits what is left.
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
