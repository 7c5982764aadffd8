package io.tributary.engine.submission;

import io.tributary.engine.journal.JournalDatabase.Dialect;
import java.util.Optional;

/** The statements, in the dialect of one database. */
record SubmissionSql(String next, String forUpdate) {
  /** In the order in which {@link SubmissionRows} reads them. */
  static final String COLUMNS =
      "id, seq, request_id, source, destination, home, wish, state, begun, submitted_millis,"
          + " changed_millis, started_millis, ended_millis, bytes_done, size_bytes, failure,"
          + " result, away_millis, object_key, kind, progress, spec";

  private static final String TABLE = "tributary_submission";

  static SubmissionSql of(Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL ->
          new SubmissionSql("nextval('tributary_submission_sequence')", " FOR UPDATE");
      // One connection writes, and a transaction has it alone.
      case SQLITE -> new SubmissionSql("(SELECT coalesce(max(seq), 0) + 1 FROM " + TABLE + ")", "");
    };
  }

  String insert() {
    return "INSERT INTO "
        + TABLE
        + " (id, seq, request_id, source, object_key, destination, home, spec, wish, state, begun,"
        + " submitted_millis, changed_millis, kind, priority, bytes_done, size_bytes) VALUES (?, "
        + next
        + ", ?, ?, ?, ?, ?, ?, 'RUN', 'WAITING', ?, ?, ?, ?, ?, 0, -1) ON CONFLICT (id) DO NOTHING";
  }

  String anew() {
    return "UPDATE "
        + TABLE
        + " SET seq = "
        + next
        + ", request_id = ?, source = ?, object_key = ?, destination = ?, home = ?, spec = ?,"
        + " wish = 'RUN', state = 'WAITING', submitted_millis = ?, changed_millis = ?,"
        + " started_millis = NULL, ended_millis = NULL, bytes_done = 0, size_bytes = -1,"
        + " failure = NULL, result = NULL, away_millis = NULL, progress = NULL, priority = ?"
        + " WHERE id = ?";
  }

  String find() {
    return "SELECT " + COLUMNS + " FROM " + TABLE + " WHERE id = ?";
  }

  String findForUpdate() {
    return find() + forUpdate;
  }

  /** Of the newest, with room for {@code states} parameters between the bound and the limit. */
  String list(int states, Optional<SubmissionKind> kind) {
    String among =
        states == 0 ? "" : " AND state IN (?" + ", ?".repeat(Math.max(0, states - 1)) + ")";
    return "SELECT "
        + COLUMNS
        + " FROM "
        + TABLE
        + " WHERE seq < ?"
        + among
        + kind.map(one -> " AND " + of(one)).orElse("")
        + " ORDER BY seq DESC LIMIT ?";
  }

  /** All that has changed since a time, in the order of the changes. */
  String changed() {
    return "SELECT "
        + COLUMNS
        + " FROM "
        + TABLE
        + " WHERE changed_millis >= ? ORDER BY changed_millis, seq LIMIT ?";
  }

  String count() {
    return "SELECT state, count(*) FROM " + TABLE + " GROUP BY state";
  }

  String active(SubmissionKind kind) {
    return "SELECT "
        + COLUMNS
        + " FROM "
        + TABLE
        + " WHERE state = 'ACTIVE' AND "
        + of(kind)
        + " ORDER BY seq LIMIT ?";
  }

  /** As it is, so that an index of one kind serves. */
  private static String of(SubmissionKind kind) {
    return "kind = '" + kind.name() + "'";
  }

  /** Of those that any node may write, or one of so many, the most urgent, the oldest first. */
  String waiting(SubmissionKind kind, int homes) {
    return waiting(kind, homes, "priority DESC, seq");
  }

  /** Of the same the oldest, however urgent. */
  String oldest(SubmissionKind kind, int homes) {
    return waiting(kind, homes, "seq");
  }

  private static String waiting(SubmissionKind kind, int homes, String order) {
    return "SELECT "
        + COLUMNS
        + " FROM "
        + TABLE
        + " WHERE state = 'WAITING' AND "
        + of(kind)
        + " AND home IN (''"
        + ", ?".repeat(homes)
        + ") ORDER BY "
        + order
        + " LIMIT ?";
  }

  String begin() {
    return "UPDATE "
        + TABLE
        + " SET state = 'ACTIVE', begun = ?, started_millis = ?, changed_millis = ?"
        + " WHERE id = ? AND seq = ? AND state = 'WAITING'";
  }

  String change() {
    return "UPDATE "
        + TABLE
        + " SET wish = ?, state = ?, changed_millis = ?, ended_millis = ?, failure = ?,"
        + " away_millis = NULL WHERE id = ?";
  }

  String allow() {
    return "UPDATE " + TABLE + " SET spec = ?, priority = ?, changed_millis = ? WHERE id = ?";
  }

  String end() {
    return "UPDATE "
        + TABLE
        + " SET state = ?, changed_millis = ?, ended_millis = ?, failure = ?, result = ?,"
        + " bytes_done = coalesce(?, bytes_done), size_bytes = coalesce(?, size_bytes),"
        + " away_millis = ? WHERE id = ?";
  }

  String progress() {
    return "UPDATE "
        + TABLE
        + " SET bytes_done = ?, size_bytes = ?, progress = ?, changed_millis = ?, failure = NULL,"
        + " away_millis = NULL"
        + " WHERE id = ? AND seq = ? AND state = 'ACTIVE'";
  }

  // About homes that are away.

  /** The next home, in their order, that something waits for. */
  String nextHome() {
    return "SELECT min(home) FROM " + TABLE + " WHERE state = 'WAITING' AND home > ?";
  }

  /** The time counts anew after a wish, whatever is said already. */
  String homeAway() {
    return "UPDATE "
        + TABLE
        + " SET failure = ?, away_millis = coalesce(away_millis, ?), changed_millis = ?"
        + oldest(
            "state = 'WAITING' AND home = ?"
                + " AND (away_millis IS NULL OR failure IS NULL OR failure <> ?)");
  }

  String homeBack() {
    return "UPDATE "
        + TABLE
        + " SET failure = NULL, away_millis = NULL, changed_millis = ?"
        + oldest("state = 'WAITING' AND home = ? AND away_millis IS NOT NULL");
  }

  /** A million rows are not changed in one transaction: the rest follow at the next look. */
  private static String oldest(String condition) {
    return " WHERE id IN (SELECT id FROM "
        + TABLE
        + " WHERE "
        + condition
        + " ORDER BY seq LIMIT ?)";
  }

  /** Those that have waited since a time, or longer. */
  String awaySince() {
    return "SELECT "
        + COLUMNS
        + " FROM "
        + TABLE
        + " WHERE state = 'WAITING' AND home = ? AND away_millis <= ? ORDER BY seq LIMIT ?"
        + forUpdate;
  }
}
