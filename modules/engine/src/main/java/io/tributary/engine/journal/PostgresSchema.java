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
  /** Raised with every change of the tables that this version needs. */
  static final int VERSION = 4;

  /** Tables of this version become those of {@link #VERSION} without touching what is in them. */
  private static final int OLDEST = 3;

  private static final String SINCE = "-- Version " + VERSION + ".";

  /** "TRIB": those who create tables wait for each other at this advisory lock. */
  private static final long LOCK = 0x54524942;

  private static final int NOTHING = 0;

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
   * Creates the tables unless they are there, or adds what those of the version before lack.
   * However many nodes do so at once, one does it; a node that dies over it leaves nothing.
   */
  static void create(Connection connection) throws SQLException {
    if (isDone(version(connection))) {
      return;
    }
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      int found = version(connection);
      if (!isDone(found)) {
        statement.execute(found == NOTHING ? script() : upgrade());
      }
      connection.commit();
    } finally {
      // Rolls back what was not committed.
      connection.close();
    }
  }

  /** Of others than these nothing can be made. */
  private static boolean isDone(int version) {
    return version != NOTHING && version != OLDEST;
  }

  /** Why this version cannot use what is there; empty when it can. */
  static String objection(Connection connection) throws SQLException {
    int version = version(connection);
    if (version == NOTHING) {
      return "it has no tables of Tributary";
    }
    return version == VERSION
        ? ""
        : "its tables are of version " + version + ", and this program needs version " + VERSION;
  }

  /** By a query of its own snapshot: {@code to_regclass} may answer from before the lock. */
  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet there =
            statement.executeQuery(
                "SELECT 1 FROM pg_catalog.pg_tables WHERE tablename = 'tributary_schema'"
                    + " AND schemaname = ANY (current_schemas(false))")) {
      if (!there.next()) {
        return NOTHING;
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT max(version) FROM tributary_schema")) {
      row.next();
      return row.getInt(1);
    }
  }
}
