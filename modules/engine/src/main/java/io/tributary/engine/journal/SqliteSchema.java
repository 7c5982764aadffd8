package io.tributary.engine.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * The tables of akka-persistence-jdbc 5.2.1 in SQLite's dialect; the plugin ships none for it.
 * Columns and their types follow its {@code h2-create-schema.sql}.
 */
final class SqliteSchema {
  /** "TRIB": marks a database file as ours in its header. */
  static final int APPLICATION_ID = 0x54524942;

  /**
   * Raised with every change of a table that other versions cannot live with. New tables are made
   * beside those that are there, and what else they can is added to these: see {@link
   * #ADDED_COLUMNS}.
   */
  static final int VERSION = 3;

  private static final String TABLES =
      """
      CREATE TABLE IF NOT EXISTS event_journal (
        -- An alias of the row id, which is what getGeneratedKeys returns for the tags.
        ordering INTEGER PRIMARY KEY AUTOINCREMENT,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        persistence_id TEXT NOT NULL,
        sequence_number INTEGER NOT NULL,
        writer TEXT NOT NULL,
        write_timestamp INTEGER NOT NULL,
        adapter_manifest TEXT NOT NULL,
        event_payload BLOB NOT NULL,
        event_ser_id INTEGER NOT NULL,
        event_ser_manifest TEXT NOT NULL,
        meta_payload BLOB,
        meta_ser_id INTEGER,
        meta_ser_manifest TEXT,
        UNIQUE (persistence_id, sequence_number)
      );
      CREATE TABLE IF NOT EXISTS event_tag (
        event_id INTEGER NOT NULL REFERENCES event_journal(ordering) ON DELETE CASCADE,
        tag TEXT NOT NULL,
        PRIMARY KEY (event_id, tag)
      ) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS snapshot (
        persistence_id TEXT NOT NULL,
        sequence_number INTEGER NOT NULL,
        created INTEGER NOT NULL,
        snapshot_ser_id INTEGER NOT NULL,
        snapshot_ser_manifest TEXT NOT NULL,
        snapshot_payload BLOB NOT NULL,
        meta_ser_id INTEGER,
        meta_ser_manifest TEXT,
        meta_payload BLOB,
        PRIMARY KEY (persistence_id, sequence_number)
      );
      CREATE TABLE IF NOT EXISTS download (
        destination TEXT PRIMARY KEY NOT NULL,
        source TEXT NOT NULL,
        started_millis INTEGER NOT NULL
      );
      CREATE TABLE IF NOT EXISTS tributary_submission (
        id TEXT PRIMARY KEY NOT NULL,
        seq INTEGER NOT NULL UNIQUE,
        request_id TEXT NOT NULL,
        source TEXT NOT NULL,
        object_key TEXT NOT NULL,
        destination TEXT NOT NULL,
        home TEXT NOT NULL,
        spec BLOB NOT NULL,
        wish TEXT NOT NULL,
        state TEXT NOT NULL,
        begun BOOLEAN NOT NULL,
        submitted_millis INTEGER NOT NULL,
        changed_millis INTEGER NOT NULL,
        started_millis INTEGER,
        ended_millis INTEGER,
        bytes_done INTEGER NOT NULL,
        size_bytes INTEGER NOT NULL,
        failure TEXT,
        result TEXT,
        away_millis INTEGER,
        kind TEXT NOT NULL,
        progress TEXT
      );
      CREATE INDEX IF NOT EXISTS tributary_submission_state ON tributary_submission (state, seq);
      CREATE INDEX IF NOT EXISTS tributary_submission_home ON tributary_submission (home, seq)
        WHERE state = 'WAITING';
      CREATE INDEX IF NOT EXISTS tributary_submission_job ON tributary_submission (state, seq)
        WHERE kind = 'JOB';
      CREATE TABLE IF NOT EXISTS tributary_history (
        download_id TEXT NOT NULL,
        event INTEGER NOT NULL,
        line INTEGER NOT NULL,
        kind TEXT NOT NULL,
        at_millis INTEGER NOT NULL,
        recorded_millis INTEGER NOT NULL,
        node TEXT NOT NULL,
        range_start INTEGER,
        range_end INTEGER,
        bytes INTEGER NOT NULL,
        took_millis INTEGER NOT NULL,
        requests INTEGER NOT NULL,
        outcome TEXT,
        decision TEXT,
        failure TEXT,
        reason TEXT NOT NULL,
        request_id TEXT NOT NULL,
        PRIMARY KEY (download_id, event, line)
      ) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS tributary_history_recorded
        ON tributary_history (recorded_millis);
      CREATE TABLE IF NOT EXISTS tributary_history_seen (
        download_id TEXT PRIMARY KEY NOT NULL,
        event INTEGER NOT NULL,
        recorded_millis INTEGER NOT NULL
      );
      CREATE INDEX IF NOT EXISTS tributary_history_seen_recorded
        ON tributary_history_seen (recorded_millis);
      CREATE TABLE IF NOT EXISTS tributary_projection_offset (
        projection_name TEXT NOT NULL,
        projection_key TEXT NOT NULL,
        current_offset TEXT NOT NULL,
        manifest TEXT NOT NULL,
        mergeable BOOLEAN NOT NULL,
        last_updated INTEGER NOT NULL,
        PRIMARY KEY (projection_name, projection_key)
      );
      CREATE TABLE IF NOT EXISTS tributary_projection_management (
        projection_name TEXT NOT NULL,
        projection_key TEXT NOT NULL,
        paused BOOLEAN NOT NULL,
        last_updated INTEGER NOT NULL,
        PRIMARY KEY (projection_name, projection_key)
      );
      """;

  /** Columns of {@code tributary_submission} that earlier versions neither name nor need. */
  private static final Map<String, String> ADDED_COLUMNS =
      Map.of("priority", "INTEGER NOT NULL DEFAULT 0");

  private static final String ADDED_INDEXES =
      """
      CREATE INDEX IF NOT EXISTS tributary_submission_turn
        ON tributary_submission (kind, priority DESC, seq) WHERE state = 'WAITING'
      """;

  private SqliteSchema() {}

  /** Creates what is missing, in one transaction; a crash leaves all of it or nothing. */
  static void create(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES.split(";\n", -1)) {
        if (!table.isBlank()) {
          statement.executeUpdate(table);
        }
      }
      for (Map.Entry<String, String> column : ADDED_COLUMNS.entrySet()) {
        addUnlessThere(connection, column.getKey(), column.getValue());
      }
      statement.executeUpdate(ADDED_INDEXES);
      statement.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
      statement.executeUpdate("PRAGMA user_version = " + VERSION);
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static void addUnlessThere(Connection connection, String column, String type)
      throws SQLException {
    String columns =
        "SELECT count(*) FROM pragma_table_info('tributary_submission') WHERE name = '";
    if (number(connection, columns + column + "'") == 0) {
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(
            "ALTER TABLE tributary_submission ADD COLUMN " + column + " " + type);
      }
    }
  }

  /** Why the database is not one that this version can use; empty when it is, or is still empty. */
  static String objection(Connection connection) throws SQLException {
    if (number(connection, "SELECT count(*) FROM sqlite_master") == 0) {
      return "";
    }
    if (number(connection, "PRAGMA application_id") != APPLICATION_ID) {
      return "it is the database of another program";
    }
    long version = number(connection, "PRAGMA user_version");
    if (version != VERSION) {
      return "it was written by " + (version > VERSION ? "a newer" : "an older") + " version";
    }
    String check = text(connection, "PRAGMA quick_check(1)");
    return "ok".equals(check) ? "" : "it is damaged";
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1);
    }
  }
}
