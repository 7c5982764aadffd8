package io.tributary.engine.submission;

import io.tributary.engine.api.DownloadResult;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads rows as {@link SubmissionSql#COLUMNS} lists them. */
final class SubmissionRows {
  /**
   * @param full whether the query has found more
   * @param lastSequence of the last one, readable or not
   */
  record Page(List<SubmissionRow> rows, boolean full, long lastSequence) {}

  private static final Logger LOG = LoggerFactory.getLogger(SubmissionRows.class);
  private static final int MOST_REMEMBERED = 1000;

  private final SubmissionCodec codec;
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

  SubmissionRows(SubmissionCodec codec) {
    this.codec = codec;
  }

  /**
   * The first of those that a query finds, as far as they can be read: one that a newer version
   * wrote, or that was tampered with, keeps nobody else waiting, and is named in the log once.
   */
  Page page(PreparedStatement query, int limit) throws SQLException {
    List<SubmissionRow> rows = new ArrayList<>();
    long last = 0;
    try (ResultSet result = query.executeQuery()) {
      for (int i = 0; result.next(); i++) {
        if (i == limit) {
          return new Page(rows, true, last);
        }
        last = result.getLong("seq");
        readable(result).ifPresent(rows::add);
      }
    }
    return new Page(rows, false, last);
  }

  /** So many rows are to be asked for so that {@link #first} finds that many. */
  static int enoughFor(int limit) {
    return limit + MOST_REMEMBERED;
  }

  /** The first so many that can be read: one that cannot takes nobody's place. */
  List<SubmissionRow> first(PreparedStatement query, int limit) throws SQLException {
    List<SubmissionRow> rows = new ArrayList<>();
    try (ResultSet result = query.executeQuery()) {
      while (rows.size() < limit && result.next()) {
        readable(result).ifPresent(rows::add);
      }
    }
    return rows;
  }

  private Optional<SubmissionRow> readable(ResultSet result) throws SQLException {
    try {
      return Optional.of(row(result));
    } catch (UncheckedIOException | IllegalArgumentException e) {
      String id = result.getString("id");
      if (unreadable.size() < MOST_REMEMBERED && unreadable.add(id)) {
        LOG.error("The row of submission {} cannot be read, and is left alone", id, e);
      }
      return Optional.empty();
    }
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
    SubmissionKind kind = SubmissionKind.valueOf(row.getString("kind"));
    SubmissionSpec spec = codec.spec(kind, row.getBytes("spec"));
    String result = row.getString("result");
    SubmittedJob jobOrNull = spec instanceof SubmissionSpec.Job job ? job(job, row, result) : null;
    DownloadResult resultOrNull = jobOrNull == null ? codec.resultOrNull(result) : null;
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
            resultOrNull,
            jobOrNull,
            spec.allowance());
    long awayMillis = row.getLong("away_millis");
    Long awayMillisOrNull = row.wasNull() ? null : awayMillis;
    return new SubmissionRow(submission, row.getBoolean("begun"), awayMillisOrNull, spec);
  }

  private SubmittedJob job(SubmissionSpec.Job job, ResultSet row, String result)
      throws SQLException {
    return new SubmittedJob(
        job.spec().manifest(),
        job.spec().receipt(),
        job.spec().failures(),
        codec.jobProgressOrNull(row.getString("progress")),
        codec.jobResultOrNull(result));
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
