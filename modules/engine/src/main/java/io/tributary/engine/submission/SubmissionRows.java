package io.tributary.engine.submission;

import io.tributary.engine.download.DownloadSpec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads rows as {@link SubmissionSql#COLUMNS} lists them. */
final class SubmissionRows {
  private final SubmissionCodec codec;

  SubmissionRows(SubmissionCodec codec) {
    this.codec = codec;
  }

  List<SubmissionRow> of(PreparedStatement query) throws SQLException {
    List<SubmissionRow> rows = new ArrayList<>();
    try (ResultSet result = query.executeQuery()) {
      while (result.next()) {
        rows.add(row(result));
      }
    }
    return rows;
  }

  private SubmissionRow row(ResultSet row) throws SQLException {
    DownloadSpec spec = codec.spec(row.getBytes("spec"));
    Submission submission =
        new Submission(
            row.getString("id"),
            row.getLong("seq"),
            row.getString("request_id"),
            row.getString("source"),
            row.getString("destination"),
            row.getString("home"),
            Wish.valueOf(row.getString("wish")),
            SubmissionState.valueOf(row.getString("state")),
            Instant.ofEpochMilli(row.getLong("submitted_millis")),
            Instant.ofEpochMilli(row.getLong("changed_millis")),
            instantOrNull(row, "started_millis"),
            instantOrNull(row, "ended_millis"),
            row.getLong("bytes_done"),
            row.getLong("size_bytes"),
            codec.failureOrNull(row.getString("failure")),
            codec.resultOrNull(row.getString("result")));
    return new SubmissionRow(submission, row.getBoolean("begun"), spec);
  }

  private static Instant instantOrNull(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  static void setOrNull(PreparedStatement statement, int index, Long valueOrNull)
      throws SQLException {
    if (valueOrNull == null) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, valueOrNull);
    }
  }
}
