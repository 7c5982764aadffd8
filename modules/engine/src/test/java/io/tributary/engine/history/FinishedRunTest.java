package io.tributary.engine.history;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.attempt.Attempt;
import io.tributary.engine.history.HistoryLine.Kind;
import io.tributary.engine.journal.SqliteJournal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Which lines of a history are those of a run that has ended. */
public final class FinishedRunTest extends JUnitSuite {
  private static final Instant TIME = Instant.ofEpochMilli(1_800_000_000_000L);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private Connection connection;

  @Before
  public void start() throws Exception {
    Path file = folder.getRoot().toPath().resolve("journal.db");
    SqliteJournal.open(file);
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    // Another download's lie between, as they do.
    write("other", 2, Kind.REQUESTED);
    write("one", 1, Kind.REQUESTED, Kind.RANGE);
    write("one", 2, Kind.RANGE, Kind.RANGE, Kind.STOPPED);
    write("one", 3, Kind.REQUESTED);
    write("one", 4, Kind.RANGE, Kind.RANGE, Kind.RANGE);
    write("one", 5, Kind.COMPLETED);
  }

  @After
  public void stop() throws Exception {
    connection.close();
  }

  private void write(String download, long event, Kind... kinds) throws Exception {
    for (int line = 0; line < kinds.length; line++) {
      Attempt.Outcome outcome = kinds[line] == Kind.RANGE ? Attempt.Outcome.DONE : null;
      HistoryLine one =
          new HistoryLine(
              event, line, kinds[line], TIME, "", -1, -1, 0, 0, 0, outcome, null, null, "", "");
      HistoryTables.insert(connection, download, TIME, List.of(one));
    }
  }

  private FinishedRun run(long event, int most) throws Exception {
    return HistoryTables.run(connection, "one", event, most);
  }

  private static List<Long> events(FinishedRun run) {
    return run.lines().stream().map(HistoryLine::event).toList();
  }

  @Test
  public void aRunBeginsWhereItWasAskedForTheLastTime() throws Exception {
    FinishedRun paused = run(2, 100);
    assertEquals(List.of(1L, 1L, 2L, 2L, 2L), events(paused));
    assertTrue(paused.complete() && paused.lines().get(4).ends());
    FinishedRun resumed = run(5, 100);
    assertEquals(List.of(3L, 4L, 4L, 4L, 5L), events(resumed));
    assertTrue(resumed.complete() && resumed.lines().get(4).ends());
  }

  @Test
  public void whateverIsLeftOutItsEndIsThere() throws Exception {
    FinishedRun run = run(5, 3);
    assertEquals(List.of(3L, 4L, 5L), events(run));
    assertFalse(run.complete());
    assertTrue(run.lines().get(2).ends());
    assertTrue("just enough", run(5, 5).complete());
  }
}
