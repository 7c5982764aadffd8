package io.tributary.engine.history;

import io.tributary.core.failure.FailureKind;
import io.tributary.engine.attempt.Attempt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The tables of histories. Every method blocks, within the caller's transaction. */
final class HistoryTables {
  private static final String COLUMNS =
      "event, line, kind, at_millis, node, range_start, range_end, bytes, took_millis, requests,"
          + " outcome, decision, failure, reason, request_id";

  private static final String INSERT =
      "INSERT INTO tributary_history ("
          + COLUMNS
          + ", download_id, recorded_millis) VALUES (?"
          + ", ?".repeat(16)
          + ")";

  private static final String PAGE =
      "SELECT "
          + COLUMNS
          + " FROM tributary_history WHERE download_id = ?"
          + " AND (event > ? OR (event = ? AND line > ?)) ORDER BY event, line LIMIT ?";

  private static final String RUN =
      "SELECT "
          + COLUMNS
          + " FROM tributary_history WHERE download_id = ? AND event <= ? AND event >= COALESCE("
          + "(SELECT MAX(event) FROM tributary_history WHERE download_id = ? AND event <= ?"
          + " AND kind = 'REQUESTED'), 0)";

  private static final String SEEN =
      "SELECT event FROM tributary_history_seen WHERE download_id = ?";

  private static final String SEE =
      "INSERT INTO tributary_history_seen (download_id, event, recorded_millis) VALUES (?, ?, ?)"
          + " ON CONFLICT (download_id) DO UPDATE SET event = excluded.event,"
          + " recorded_millis = excluded.recorded_millis";

  private static final String SWEEP_LINES =
      "DELETE FROM tributary_history WHERE (download_id, event, line) IN (SELECT download_id, event,"
          + " line FROM tributary_history WHERE recorded_millis < ? ORDER BY recorded_millis LIMIT ?)";

  private static final String SWEEP_SEEN =
      "DELETE FROM tributary_history_seen WHERE download_id IN (SELECT download_id FROM"
          + " tributary_history_seen WHERE recorded_millis < ? ORDER BY recorded_millis LIMIT ?)";

  private HistoryTables() {}

  /** The latest event of a download that is in the history; 0 when none is. */
  static long seen(Connection connection, String download) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SEEN)) {
      select.setString(1, download);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  static void see(Connection connection, String download, long event, Instant recorded)
      throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(SEE)) {
      upsert.setString(1, download);
      upsert.setLong(2, event);
      upsert.setLong(3, recorded.toEpochMilli());
      upsert.executeUpdate();
    }
  }

  static void insert(
      Connection connection, String download, Instant recorded, List<HistoryLine> lines)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (HistoryLine line : lines) {
        set(insert, line);
        insert.setString(16, download);
        insert.setLong(17, recorded.toEpochMilli());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void set(PreparedStatement insert, HistoryLine line) throws SQLException {
    insert.setLong(1, line.event());
    insert.setInt(2, line.line());
    insert.setString(3, line.kind().name());
    insert.setLong(4, line.at().toEpochMilli());
    insert.setString(5, line.node());
    setOffset(insert, 6, line.start());
    setOffset(insert, 7, line.end());
    insert.setLong(8, line.bytes());
    insert.setLong(9, line.tookMillis());
    insert.setLong(10, line.requests());
    insert.setString(11, name(line.outcomeOrNull()));
    insert.setString(12, name(line.decisionOrNull()));
    insert.setString(13, name(line.failureOrNull()));
    insert.setString(14, line.reason().replace("\u0000", ""));
    insert.setString(15, line.requestId());
  }

  private static void setOffset(PreparedStatement insert, int column, long offset)
      throws SQLException {
    if (offset < 0) {
      insert.setNull(column, Types.BIGINT);
    } else {
      insert.setLong(column, offset);
    }
  }

  private static String name(Enum<?> valueOrNull) {
    return valueOrNull == null ? null : valueOrNull.name();
  }

  static HistoryPage page(Connection connection, String download, HistoryPlace after, int limit)
      throws SQLException {
    List<HistoryLine> lines = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(PAGE)) {
      select.setString(1, download);
      select.setLong(2, after.event());
      select.setLong(3, after.event());
      select.setInt(4, after.line());
      // One more, to know whether there is a further page.
      select.setInt(5, limit + 1);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          lines.add(line(row));
        }
      }
    }
    if (lines.size() <= limit) {
      return new HistoryPage(lines, null);
    }
    HistoryLine last = lines.get(limit - 1);
    return new HistoryPage(lines.subList(0, limit), new HistoryPlace(last.event(), last.line()));
  }

  /**
   * From the latest request before an event to the event.
   *
   * @param most lines, at least 2; the first ones, and the last
   */
  static FinishedRun run(Connection connection, String download, long event, int most)
      throws SQLException {
    List<HistoryLine> last = run(connection, download, event, "DESC", 1);
    List<HistoryLine> lines = run(connection, download, event, "ASC", most);
    boolean complete = last.isEmpty() || lines.contains(last.get(0));
    if (!complete) {
      lines.set(most - 1, last.get(0));
    }
    return new FinishedRun(download, lines, complete);
  }

  private static List<HistoryLine> run(
      Connection connection, String download, long event, String direction, int limit)
      throws SQLException {
    String order = " ORDER BY event %s, line %1$s LIMIT ?".formatted(direction);
    List<HistoryLine> lines = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(RUN + order)) {
      select.setString(1, download);
      select.setLong(2, event);
      select.setString(3, download);
      select.setLong(4, event);
      select.setInt(5, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          lines.add(line(row));
        }
      }
    }
    return lines;
  }

  private static HistoryLine line(ResultSet row) throws SQLException {
    return new HistoryLine(
        row.getLong(1),
        row.getInt(2),
        HistoryLine.Kind.valueOf(row.getString(3)),
        Instant.ofEpochMilli(row.getLong(4)),
        row.getString(5),
        offset(row, 6),
        offset(row, 7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        value(Attempt.Outcome.class, row.getString(11)),
        value(Attempt.Next.class, row.getString(12)),
        value(FailureKind.class, row.getString(13)),
        row.getString(14),
        row.getString(15));
  }

  private static long offset(ResultSet row, int column) throws SQLException {
    long offset = row.getLong(column);
    return row.wasNull() ? -1 : offset;
  }

  private static <T extends Enum<T>> T value(Class<T> type, String nameOrNull) {
    return nameOrNull == null ? null : Enum.valueOf(type, nameOrNull);
  }

  /** Deletes the oldest of what is older; returns whether there may be more. */
  static boolean sweep(Connection connection, Instant before, int most) throws SQLException {
    int lines = delete(connection, SWEEP_LINES, before, most);
    int seen = delete(connection, SWEEP_SEEN, before, most);
    return lines == most || seen == most;
  }

  private static int delete(Connection connection, String statement, Instant before, int most)
      throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(statement)) {
      delete.setLong(1, before.toEpochMilli());
      delete.setInt(2, most);
      return delete.executeUpdate();
    }
  }
}
