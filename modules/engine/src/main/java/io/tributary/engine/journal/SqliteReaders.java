package io.tributary.engine.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Connections that only look at a SQLite database: with a write-ahead log they wait for nobody who
 * writes. As many are kept as were used at the same time.
 */
final class SqliteReaders implements DatabaseConnections, AutoCloseable {
  private final String url;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private boolean closed;

  SqliteReaders(String url) {
    this.url = url;
  }

  @Override
  public Connection take() throws SQLException {
    synchronized (this) {
      if (closed) {
        throw new SQLException("the database is being closed");
      }
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    return SqliteConnections.openToRead(url, SqliteJournal.BUSY_TIMEOUT);
  }

  @Override
  public void giveBack(Connection connection) throws SQLException {
    synchronized (this) {
      if (!closed) {
        idle.push(connection);
        return;
      }
    }
    connection.close();
  }

  /** The connection that writes is to be the last one: it alone can put the log into the file. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    idle.forEach(SqliteReaders::close);
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException nothingToLose) {
      return;
    }
  }
}
