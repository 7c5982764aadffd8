package io.tributary.engine.submission;

import io.tributary.engine.api.JobProgress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the keeper does with the table: take what waits, write down progress and ends. Every method
 * blocks.
 */
final class SubmissionQueue {
  private final SubmissionSql sql;
  private final SubmissionCodec codec;
  private final SubmissionRows rows;
  private final Clock clock;
  private final TurnOrder order = new TurnOrder();

  /** One begin of one submission. A row that began anew meanwhile has another sequence. */
  record Turn(String id, long sequence) {}

  /**
   * What is known of one that is active.
   *
   * @param jobOrNull of a job
   */
  record Progress(long bytesDone, long sizeBytes, JobProgress jobOrNull) {
    Progress(long bytesDone, long sizeBytes) {
      this(bytesDone, sizeBytes, null);
    }
  }

  SubmissionQueue(SubmissionSql sql, SubmissionCodec codec, Clock clock) {
    this.sql = sql;
    this.codec = codec;
    this.rows = new SubmissionRows(codec);
    this.clock = clock;
  }

  /**
   * All that are to be active now: what was begun, by this keeper or by an earlier one, and as many
   * of those that wait as there is room for among their kind, by their priority and the oldest
   * first; these are marked as begun.
   *
   * @param homes the nodes whose disks can be written to; what needs another one waits on
   */
  List<SubmissionRow> take(Connection connection, KeeperSettings.Room room, Set<String> homes)
      throws SQLException {
    List<SubmissionRow> active = new ArrayList<>();
    for (SubmissionKind kind : SubmissionKind.values()) {
      List<SubmissionRow> ofKind = active(connection, kind, room.of(kind));
      active.addAll(ofKind);
      if (ofKind.size() < room.of(kind)) {
        active.addAll(begin(connection, kind, room.of(kind) - ofKind.size(), homes));
      }
    }
    return active;
  }

  private List<SubmissionRow> begin(
      Connection connection, SubmissionKind kind, int limit, Set<String> homes)
      throws SQLException {
    List<SubmissionRow> begun = new ArrayList<>();
    for (SubmissionRow row : next(connection, kind, limit, homes)) {
      try (PreparedStatement update = connection.prepareStatement(sql.begin())) {
        update.setBoolean(1, true);
        update.setLong(2, clock.millis());
        update.setLong(3, clock.millis());
        update.setString(4, row.id());
        update.setLong(5, row.sequence());
        if (update.executeUpdate() == 1) {
          begun.add(row);
        }
      }
    }
    return begun;
  }

  private List<SubmissionRow> active(Connection connection, SubmissionKind kind, int limit)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql.active(kind))) {
      select.setInt(1, SubmissionRows.enoughFor(limit));
      return rows.first(select, limit);
    }
  }

  private List<SubmissionRow> next(
      Connection connection, SubmissionKind kind, int limit, Set<String> homes)
      throws SQLException {
    int oldest = order.oldest(kind, limit);
    return order.next(
        kind,
        limit,
        waiting(connection, sql.waiting(kind, homes.size()), homes, limit),
        oldest == 0
            ? List.of()
            // Others of them may have had the turns before.
            : waiting(connection, sql.oldest(kind, homes.size()), homes, limit));
  }

  private List<SubmissionRow> waiting(
      Connection connection, String query, Set<String> homes, int limit) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      int index = 1;
      for (String home : homes) {
        select.setString(index++, home);
      }
      select.setInt(index, SubmissionRows.enoughFor(limit));
      return rows.first(select, limit);
    }
  }

  void progress(Connection connection, Map<Turn, Progress> progress) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql.progress())) {
      for (Map.Entry<Turn, Progress> entry : progress.entrySet()) {
        update.setLong(1, entry.getValue().bytesDone());
        update.setLong(2, entry.getValue().sizeBytes());
        JobProgress job = entry.getValue().jobOrNull();
        update.setString(3, job == null ? null : codec.text(job));
        update.setLong(4, clock.millis());
        update.setString(5, entry.getKey().id());
        update.setLong(6, entry.getKey().sequence());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  /** Writes down ends, unless the rows have ended, or begun anew, already. */
  void end(Connection connection, Map<Turn, TurnOutcome> ends) throws SQLException {
    for (Map.Entry<Turn, TurnOutcome> end : ends.entrySet()) {
      try (PreparedStatement select = connection.prepareStatement(sql.findForUpdate())) {
        select.setString(1, end.getKey().id());
        for (SubmissionRow row : rows.first(select, 1)) {
          boolean sameTurn = row.sequence() == end.getKey().sequence();
          if (sameTurn && row.submission().state() == SubmissionState.ACTIVE) {
            end(connection, row, TurnEnd.of(row.submission().wish(), end.getValue()));
          }
        }
      }
    }
  }

  void end(Connection connection, SubmissionRow row, TurnEnd end) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql.end())) {
      update.setString(1, end.state().name());
      update.setLong(2, clock.millis());
      SubmissionRows.setOrNull(update, 3, end.state().ended() ? clock.millis() : null);
      update.setString(4, end.failureOrNull() == null ? null : codec.text(end.failureOrNull()));
      TurnOutcome.Done done = end.doneOrNull();
      update.setString(5, done == null ? null : codec.text(done.result()));
      Long size = done == null ? null : (Long) done.sizeBytes();
      SubmissionRows.setOrNull(update, 6, size);
      SubmissionRows.setOrNull(update, 7, size);
      SubmissionRows.setOrNull(update, 8, end.waitsForHome() ? (Long) awaySince(row) : null);
      update.setString(9, row.id());
      update.executeUpdate();
    }
  }

  private long awaySince(SubmissionRow row) {
    return row.awayMillisOrNull() == null ? clock.millis() : row.awayMillisOrNull();
  }
}
