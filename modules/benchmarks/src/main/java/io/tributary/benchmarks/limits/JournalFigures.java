package io.tributary.benchmarks.limits;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What is in the journal of one download.
 *
 * @param written events so far, those that are deleted again included
 * @param kept events that are there now
 * @param largestEventBytes of those
 * @param snapshotBytes the largest snapshot; 0 for none
 * @param fileBytes the database, without its log
 */
record JournalFigures(
    long written, long kept, long largestEventBytes, long snapshotBytes, long fileBytes) {

  static JournalFigures of(Path database) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      return new JournalFigures(
          number(statement, "SELECT max(sequence_number) FROM event_journal"),
          number(statement, "SELECT count(*) FROM event_journal WHERE deleted = 0"),
          number(statement, "SELECT max(length(event_payload)) FROM event_journal"),
          number(statement, "SELECT max(length(snapshot_payload)) FROM snapshot"),
          number(statement, "PRAGMA page_count") * number(statement, "PRAGMA page_size"));
    } catch (SQLException e) {
      throw new IOException("cannot read " + database, e);
    }
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }
}
