package io.tributary.engine.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a database is for, in a table of its own, readable without an actor system. */
final class StateDescription {
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(1);

  private StateDescription() {}

  static void write(Connection connection, String destination, String source) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO download (destination, source, started_millis) VALUES (?, ?, ?)
            ON CONFLICT (destination) DO UPDATE SET source = excluded.source
            """)) {
      insert.setString(1, destination);
      insert.setString(2, source);
      insert.setLong(3, System.currentTimeMillis());
      insert.executeUpdate();
    }
  }

  /** Never fails: an unreadable database is an entry without texts. */
  static StateEntry read(Path database) {
    if (database.getFileName().toString().contains(StateFiles.SET_ASIDE)) {
      String destination = LockHolderNote.destination(StateFiles.noteOf(database)).orElse("");
      Instant changed = lastModified(database);
      return new StateEntry(destination, "", changed, changed, database, Optional.empty(), false);
    }
    Optional<String> holder = LockHolderNote.readIfAlive(StateFiles.ofDatabase(database).holder());
    Instant changed = lastModified(database);
    try (Connection connection = SqliteConnections.openToRead(database, BUSY_TIMEOUT);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT destination, source, started_millis,
                  EXISTS (SELECT 1 FROM event_journal WHERE persistence_id LIKE 'Job|%')
                  OR EXISTS (SELECT 1 FROM snapshot WHERE persistence_id LIKE 'Job|%')
                FROM download
                """)) {
      if (row.next()) {
        Instant started = Instant.ofEpochMilli(row.getLong(3));
        return new StateEntry(
            row.getString(1),
            row.getString(2),
            started,
            changed,
            database,
            holder,
            row.getBoolean(4));
      }
    } catch (SQLException unreadable) {
      return new StateEntry("", "", changed, changed, database, holder, false);
    }
    return new StateEntry("", "", changed, changed, database, holder, false);
  }

  private static Instant lastModified(Path database) {
    Path wal = Path.of(database + "-wal");
    try {
      return Files.getLastModifiedTime(Files.exists(wal) ? wal : database).toInstant();
    } catch (IOException vanished) {
      return Instant.EPOCH;
    }
  }
}
