package io.tributary.cli.crash;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.content.Content;
import io.tributary.torture.arena.Journal;
import io.tributary.torture.process.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.Test;

/** The state database is not what it was when the program was killed. */
public final class DamagedStateEndToEndTest extends CrashSuite {
  private static final int SIZE = 16_000_001;

  private Content content;
  private HalfDone halfDone;

  /** One way to spoil the database, given the file and its log. */
  private interface Damage {
    void on(Path database, Path log) throws IOException;
  }

  private String get() {
    return "get --json -q --lanes 4 --part-size 512KiB " + server.url("/file") + " file";
  }

  @Test
  public void aDamagedStateIsKeptAsideAndTheDownloadEndsRight() throws IOException {
    content = slowObject("/file", SIZE, 2_000_000);
    Journal journal = killWhenRecorded(SIZE / 4, get());
    halfDone = HalfDone.keep(directory, stateDirectory, folder.newFolder().toPath(), journal);
    // What is in the log only would hide what is wrong with the database itself.
    check(true, (database, log) -> garble(mergedWith(log, database), 0, 4096));
    check(true, (database, log) -> garble(mergedWith(log, database), 4096, 12 * 4096));
    check(true, (database, log) -> cut(mergedWith(log, database)));
    check(true, (database, log) -> Files.writeString(mergedWith(log, database), "no database"));
    check(false, (database, log) -> Files.write(mergedWith(log, database), new byte[0]));
    check(false, (database, log) -> garble(log, (int) Files.size(log) / 2, 4096));
    check(false, (database, log) -> cut(log));
  }

  @Test
  public void aStateDirectoryThatIsAFileIsSaidInOneLine() throws IOException {
    Files.writeString(stateDirectory, "not a directory");
    server.put("/file", Content.of("hello"));
    Ended ended = run("get -q " + server.url("/file") + " file");
    assertEquals(ended.toString(), 10, ended.exitCode());
    assertEquals(ended.toString(), 1, ended.err().lines().count());
    assertTrue(ended.toString(), ended.err().contains(stateDirectory.toString()));
    assertEquals(0, filesIn(directory).size());
  }

  private void check(boolean said, Damage damage) throws IOException {
    halfDone.restore();
    Path database = Journal.databases(stateDirectory).get(0);
    damage.on(database, Path.of(database + "-wal"));
    Ended ended = run(get());
    assertDone(ended, "file", content);
    assertEquals(ended.toString(), said, ended.err().contains("could not be used"));
    boolean kept =
        filesIn(stateDirectory).stream().anyMatch(file -> file.toString().contains(".corrupt-"));
    assertEquals("a damaged database is never deleted", said, kept);
  }

  /** What a checkpoint does. */
  private static Path mergedWith(Path log, Path database) {
    try (var connection =
            java.sql.DriverManager.getConnection("jdbc:sqlite:" + database.toAbsolutePath());
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (java.sql.SQLException e) {
      throw new AssertionError(e);
    }
    assertTrue(!Files.exists(log) || log.toFile().length() == 0);
    return database;
  }

  private static void garble(Path file, int from, int lengthBytes) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    assertTrue("there is something to garble", bytes.length > from);
    Arrays.fill(bytes, from, Math.min(bytes.length, from + lengthBytes), (byte) 0x5a);
    Files.write(file, bytes);
  }

  private static void cut(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }
}
