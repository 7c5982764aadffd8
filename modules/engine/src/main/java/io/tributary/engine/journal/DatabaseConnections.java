package io.tributary.engine.journal;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections come from, and go to again. Thread-safe. */
public interface DatabaseConnections {
  /** Blocks until there is one. */
  Connection take() throws SQLException;

  /** One that is in order, and in no transaction; one that is not is to be closed instead. */
  void giveBack(Connection connection) throws SQLException;
}
