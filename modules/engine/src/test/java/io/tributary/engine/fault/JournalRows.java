package io.tributary.engine.fault;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;

/** What a journal holds, read beside the node that uses it. */
final class JournalRows {
  private static final long POLL_NANOS = 20_000_000;

  private JournalRows() {}

  /** Events persisted by the busiest entity, deleted ones included. */
  static long highestSequenceNumber(Path database) throws SQLException {
    return number(database, "SELECT COALESCE(MAX(sequence_number), 0) FROM event_journal");
  }

  /** Bytes of all events and snapshots that are kept. */
  static long bytes(Path database) throws SQLException {
    return number(database, "SELECT COALESCE(SUM(LENGTH(event_payload)), 0) FROM event_journal")
        + number(database, "SELECT COALESCE(SUM(LENGTH(snapshot_payload)), 0) FROM snapshot");
  }

  /** Waits until an entity has persisted so many events. */
  static void awaitEvents(Path database, long events) throws SQLException {
    long deadline = System.nanoTime() + FaultSuite.PATIENCE.toNanos();
    while (highestSequenceNumber(database) < events) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("fewer than " + events + " events");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private static long number(Path database, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
