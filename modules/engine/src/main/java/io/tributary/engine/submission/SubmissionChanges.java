package io.tributary.engine.submission;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What those who watch ask of the table. Every method blocks. There is no index of what has changed
 * when: it would cost each second of each download more than a look at all rows costs who watches.
 */
final class SubmissionChanges {
  private final SubmissionSql sql;
  private final SubmissionRows rows;

  SubmissionChanges(SubmissionSql sql, SubmissionCodec codec) {
    this.sql = sql;
    this.rows = new SubmissionRows(codec);
  }

  List<Submission> since(Connection connection, Instant since, int limit) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql.changed())) {
      select.setLong(1, since.toEpochMilli());
      select.setInt(2, limit);
      return rows.first(select, limit).stream().map(SubmissionRow::submission).toList();
    }
  }

  Map<SubmissionState, Long> count(Connection connection) throws SQLException {
    Map<SubmissionState, Long> counts = new EnumMap<>(SubmissionState.class);
    try (PreparedStatement select = connection.prepareStatement(sql.count());
        ResultSet result = select.executeQuery()) {
      while (result.next()) {
        counts.put(SubmissionState.valueOf(result.getString(1)), result.getLong(2));
      }
    }
    return counts;
  }
}
