package io.tributary.engine.journal;

import static org.junit.Assert.assertEquals;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Whoever lost its place can no longer write to the journal, whatever was deleted since. */
public final class FenceTest extends JUnitSuite {
  private static final String UNIQUE_VIOLATION = "23505";

  private final String database = PostgresDatabases.fresh();
  private Connection current;
  private Connection stale;

  @Before
  public void connect() throws SQLException {
    PostgresJournal.open(
        PostgresDatabases.settings(PostgresDatabases.server().url(database)), waiting -> {});
    current = PostgresDatabases.server().connect(database);
    stale = PostgresDatabases.server().connect(database);
  }

  @After
  public void close() throws SQLException {
    current.close();
    stale.close();
  }

  private static void write(Connection connection, String entity, long number) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO event_journal (persistence_id, sequence_number, writer, event_ser_id,"
                + " event_ser_manifest, event_payload) VALUES (?, ?, '', 1, '', '')")) {
      insert.setString(1, entity);
      insert.setLong(2, number);
      insert.executeUpdate();
    }
  }

  private static void assertRefused(Connection connection, String entity, long number) {
    SQLException refused =
        Assert.assertThrows(SQLException.class, () -> write(connection, entity, number));
    assertEquals(UNIQUE_VIOLATION, refused.getSQLState());
  }

  private long events() throws SQLException {
    try (Statement statement = current.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM event_journal")) {
      count.next();
      return count.getLong(1);
    }
  }

  @Test
  public void anEventBehindDeletedOnesIsRefused() throws SQLException {
    for (long number = 1; number <= 10; number++) {
      write(current, "Download|a", number);
    }
    // After a snapshot, and beyond what the plugin leaves: not one is there to collide with.
    try (Statement delete = current.createStatement()) {
      delete.executeUpdate("DELETE FROM event_journal");
    }

    assertRefused(stale, "Download|a", 6);
    assertRefused(stale, "Download|a", 10);
    assertEquals(0, events());
    write(current, "Download|a", 11);
    write(stale, "Download|b", 1);
  }

  @Test
  public void ofTwoWritersAtOnceOneIsRefused() throws Exception {
    write(current, "Download|a", 1);
    current.setAutoCommit(false);
    write(current, "Download|a", 2);
    ExecutorService other = Executors.newSingleThreadExecutor();
    Future<?> late =
        other.submit(
            () -> {
              assertRefused(stale, "Download|a", 2);
              return null;
            });
    // It waits for the one that came first, whose outcome is open.
    Assert.assertThrows(
        java.util.concurrent.TimeoutException.class, () -> late.get(300, TimeUnit.MILLISECONDS));
    current.commit();
    late.get(30, TimeUnit.SECONDS);
    other.shutdown();

    assertEquals(2, events());
  }
}
