package io.tributary.engine.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class SqliteJournalTest extends JUnitSuite {
  private static final Duration SHORT = Duration.ofMillis(100);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path database;

  /** Commits rows forever and prints the number of each after its commit. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws SQLException {
      Path file = Path.of(arguments[0]);
      SqliteJournal.open(file);
      try (Connection connection = SqliteConnections.open(file, SHORT)) {
        for (int number = 1; ; number++) {
          insert(connection, number);
          System.out.println(number);
        }
      }
    }
  }

  /** Locks a database against everybody, says so, and keeps it until killed. */
  static final class Locker {
    private Locker() {}

    public static void main(String[] arguments) throws SQLException, IOException {
      try (Connection connection = SqliteConnections.open(Path.of(arguments[0]), SHORT);
          Statement statement = connection.createStatement()) {
        statement.execute("BEGIN EXCLUSIVE");
        System.out.println("locked");
        System.in.read();
      }
    }
  }

  /** Opens a database and prints what that says. */
  static final class Opener {
    private Opener() {}

    public static void main(String[] arguments) {
      try {
        System.out.println(SqliteJournal.open(Path.of(arguments[0])));
      } catch (TributaryException e) {
        System.out.println(e.kind() + " " + e.getMessage());
      }
    }
  }

  @Before
  public void choose() {
    database = folder.getRoot().toPath().resolve("journal.db");
  }

  @Test
  public void aNewDatabaseIsForItsOwnerOnlyAndDurable() throws Exception {
    SqliteJournal.open(database);
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(database)));
    try (Connection connection = SqliteConnections.open(database, SHORT)) {
      assertEquals("wal", query(connection, "PRAGMA journal_mode"));
      assertEquals("2", query(connection, "PRAGMA synchronous"));
    }
  }

  @Test
  public void openingAgainKeepsWhatIsThere() throws Exception {
    SqliteJournal.open(database);
    insertOne();
    SqliteJournal again = SqliteJournal.open(database);
    assertTrue(again.notice().isEmpty());
    assertEquals(1, rows());
  }

  @Test
  public void whatTheTablesOfAnEarlierVersionLackIsAdded() throws Exception {
    SqliteJournal.open(database);
    insertOne();
    try (Connection connection = SqliteConnections.open(database, SHORT);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("DROP INDEX tributary_submission_turn");
      statement.executeUpdate("ALTER TABLE tributary_submission DROP COLUMN priority");
    }

    assertTrue(SqliteJournal.open(database).notice().isEmpty());
    assertEquals(1, rows());
    try (Connection connection = SqliteConnections.open(database, SHORT)) {
      assertEquals("0", query(connection, "SELECT count(priority) FROM tributary_submission"));
      assertEquals(
          "1",
          query(
              connection,
              "SELECT count(*) FROM sqlite_master WHERE name = 'tributary_submission_turn'"));
    }
  }

  @Test
  public void aPathWithQuestionMarksAndPercentSignsWorks() throws Exception {
    database = folder.newFolder("what?mode=memory&x#%41 ü").toPath().resolve("journal.db");
    SqliteJournal.open(database);
    insertOne();
    assertEquals(1, rows());
    assertTrue(Files.size(database) > 0);
  }

  @Test
  public void garbageIsSetAsideAndSaid() throws IOException {
    Files.writeString(database, "this is no database, but somebody may want it back");
    assertSetAside("it is damaged");
  }

  @Test
  public void theLogOfADamagedDatabaseGoesWithIt() throws Exception {
    try (OtherProcess writer = OtherProcess.run(Writer.class, database)) {
      assertEquals("1", writer.line());
      writer.kill();
    }
    Files.writeString(database, "overwritten");
    Path moved = SqliteJournal.open(database).setAside().orElseThrow().movedTo();
    assertTrue(Files.size(Path.of(moved + "-wal")) > 0);
    assertEquals(0, rows());
  }

  @Test
  public void aTruncatedDatabaseIsSetAside() throws Exception {
    SqliteJournal.open(database);
    insertOne();
    try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    assertSetAside("it is damaged");
  }

  @Test
  public void aDatabaseWithOverwrittenPagesIsSetAside() throws Exception {
    SqliteJournal.open(database);
    insertOne();
    try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
      file.seek(4096);
      file.write(new byte[(int) file.length() - 4096]);
    }
    assertSetAside("it is damaged");
  }

  @Test
  public void theDatabaseOfAnotherProgramIsSetAside() throws Exception {
    try (Connection connection = SqliteConnections.open(database, SHORT);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE bookmarks (url TEXT)");
    }
    assertSetAside("it is the database of another program");
  }

  @Test
  public void theDatabaseOfANewerVersionIsSetAside() throws Exception {
    SqliteJournal.open(database);
    try (Connection connection = SqliteConnections.open(database, SHORT);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA user_version = " + (SqliteSchema.VERSION + 1));
    }
    assertSetAside("it was written by a newer version");
  }

  @Test
  public void anEmptyFileIsANewDatabase() throws Exception {
    Files.createFile(database);
    assertTrue(SqliteJournal.open(database).notice().isEmpty());
    insertOne();
    assertEquals(1, rows());
  }

  @Test
  public void aLockedDatabaseNamesItsHolder() throws Exception {
    SqliteJournal.open(database);
    try (OtherProcess other = OtherProcess.run(Locker.class, database)) {
      assertEquals("locked", other.line());
      TributaryException failure =
          Assert.assertThrows(TributaryException.class, () -> SqliteJournal.open(database, SHORT));
      assertEquals(FailureKind.STATE_UNUSABLE, failure.kind());
      assertTrue(failure.getMessage(), failure.getMessage().contains(database.toString()));
      assertTrue(
          failure.getMessage(),
          failure.getMessage().contains("locked by process " + other.pid() + " ("));
      other.kill();
    }
    assertTrue(SqliteJournal.open(database).notice().isEmpty());
  }

  @Test
  public void aMissingNativeLibraryIsAClearFailure() throws Exception {
    String nowhere = "-Dorg.sqlite.tmpdir=/proc/nowhere";
    try (OtherProcess other = OtherProcess.runWith(List.of(nowhere), Opener.class, database)) {
      String answer = other.line();
      assertTrue(answer, answer.startsWith("STATE_UNUSABLE cannot use the state in " + database));
      assertTrue(answer, answer.contains("native library cannot be loaded; make the state"));
    }
  }

  @Test
  public void whatWasCommittedBeforeAKillIsThereAfterIt() throws Exception {
    List<String> more;
    try (OtherProcess writer = OtherProcess.run(Writer.class, database)) {
      assertEquals("1", writer.line());
      assertEquals("2", writer.line());
      more = writer.kill();
    }
    assertTrue(SqliteJournal.open(database).notice().isEmpty());
    assertTrue(rows() >= 2 + more.size());
  }

  @Test
  public void aTornWriteAheadLogCostsOnlyItsEnd() throws Exception {
    try (OtherProcess writer = OtherProcess.run(Writer.class, database)) {
      assertEquals("1", writer.line());
      assertEquals("2", writer.line());
      writer.kill();
    }
    try (RandomAccessFile log = new RandomAccessFile(database + "-wal", "rw")) {
      log.setLength(log.length() - 1000);
    }
    assertTrue(SqliteJournal.open(database).notice().isEmpty());
    assertTrue(rows() >= 1);
  }

  @Test
  public void anInterruptedThreadDoesNotCloseTheDatabase() throws Exception {
    SqliteJournal.open(database);
    try (Connection connection = SqliteConnections.open(database, SHORT)) {
      Thread.currentThread().interrupt();
      insert(connection, 1);
      assertTrue(Thread.interrupted());
      insert(connection, 2);
    }
    assertEquals(2, rows());
  }

  private void assertSetAside(String reason) throws IOException {
    byte[] before = Files.readAllBytes(database);
    SqliteJournal journal = SqliteJournal.open(database);
    Path moved = journal.setAside().orElseThrow().movedTo();
    assertTrue(moved.toString(), moved.toString().startsWith(database + ".corrupt-2"));
    Assert.assertArrayEquals(before, Files.readAllBytes(moved));
    assertTrue(journal.notice().orElseThrow().contains("(" + reason + ")"));
    assertFalse(SqliteJournal.open(database).setAside().isPresent());
  }

  private void insertOne() throws SQLException {
    try (Connection connection = SqliteConnections.open(database, SHORT)) {
      insert(connection, 1);
    }
  }

  private static void insert(Connection connection, int number) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp,
              adapter_manifest, event_payload, event_ser_id, event_ser_manifest)
            VALUES ('one', ?, 'writer', 0, '', x'00', 1, '')
            """)) {
      insert.setInt(1, number);
      insert.executeUpdate();
    }
  }

  private int rows() throws SQLException {
    try (Connection connection = SqliteConnections.open(database, SHORT)) {
      return Integer.parseInt(query(connection, "SELECT count(*) FROM event_journal"));
    }
  }

  private static String query(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      assertTrue(result.next());
      return result.getString(1);
    }
  }
}
