package io.tributary.engine.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables in PostgreSQL: {@code postgresql.sql}, all of it in one transaction. */
final class PostgresSchema {
  /**
   * Raised with every change of the tables that other versions cannot live with. What they can is
   * added to tables that are there: the end of the file.
   */
  static final int VERSION = 4;

  /** Tables of this version become those of {@link #VERSION} without touching what is in them. */
  private static final int OLDEST = 3;

  private static final String SINCE = "-- Version " + VERSION + ".";

  /** "TRIB": those who create tables wait for each other at this advisory lock. */
  private static final long LOCK = 0x54524942;

  private static final int NOTHING = 0;

  private static final String ADDITIONS = "-- Added since";

  /** The last of the additions. */
  private static final String LAST_ADDED = "tributary_submission_turn_idx";

  private PostgresSchema() {}

  static String script() {
    try (InputStream in = PostgresSchema.class.getResourceAsStream("postgresql.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What makes of tables of {@link #OLDEST} those of this version. */
  private static String upgrade() {
    String all = script();
    return all.substring(all.indexOf(SINCE));
  }

  /**
   * Creates the tables unless they are there, and adds what those of the version before, and of
   * this one, lack. However many nodes do so at once, one does it; a node that dies over it leaves
   * nothing.
   *
   * @param connection to be closed by the caller, which rolls back what was not committed
   */
  static void create(Connection connection) throws SQLException {
    if (missing(connection).isEmpty()) {
      return;
    }
    connection.setAutoCommit(false);
    // An index of a table with millions of rows takes its time. Locks are not waited for without
    // end.
    connection.setNetworkTimeout(Runnable::run, 0);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL statement_timeout = 0");
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      String missing = missing(connection);
      if (!missing.isEmpty()) {
        statement.execute(missing);
      }
      connection.commit();
    }
  }

  /** What is to be executed; empty when all is there, or nobody but another version knows. */
  private static String missing(Connection connection) throws SQLException {
    int version = version(connection);
    if (version == NOTHING) {
      return script();
    } else if (version == OLDEST) {
      return upgrade();
    }
    boolean older =
        version == VERSION && !isThere(connection, "pg_indexes", "indexname", LAST_ADDED);
    return older ? script().substring(script().indexOf(ADDITIONS)) : "";
  }

  /** Why this version cannot use what is there; empty when it can. */
  static String objection(Connection connection) throws SQLException {
    int version = version(connection);
    if (version == NOTHING) {
      return "it has no tables of Tributary";
    }
    if (version != VERSION) {
      return "its tables are of version " + version + ", and this program needs version " + VERSION;
    }
    return isThere(connection, "pg_indexes", "indexname", LAST_ADDED)
        ? ""
        : "its tables lack what was added since they were made, at the end of postgresql.sql";
  }

  /** By a query of its own snapshot: {@code to_regclass} may answer from before the lock. */
  private static int version(Connection connection) throws SQLException {
    if (!isThere(connection, "pg_tables", "tablename", "tributary_schema")) {
      return NOTHING;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT max(version) FROM tributary_schema")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static boolean isThere(Connection connection, String catalog, String column, String name)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet there =
            statement.executeQuery(
                "SELECT 1 FROM pg_catalog."
                    + catalog
                    + " WHERE "
                    + column
                    + " = '"
                    + name
                    + "' AND schemaname = ANY (current_schemas(false))")) {
      return there.next();
    }
  }
}
