package io.tributary.engine.submission;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.typesafe.config.Config;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.Priority;
import io.tributary.engine.download.DownloadUpdate;
import io.tributary.engine.journal.JournalDatabase;
import io.tributary.engine.submission.SubmissionQueue.Progress;
import io.tributary.engine.submission.SubmissionQueue.Turn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;

/** Whose turn it is, and what becomes of a turn, in each database. */
public abstract class SubmissionQueueContract extends SubmissionTableSuite {
  SubmissionQueueContract(Config config) {
    super(config);
  }

  @Test
  public void turnsAreTakenInOrderAndWhatIsActiveCounts() throws Exception {
    Submission a = accepted("/data/a");
    Submission b = accepted("/data/b");
    accepted("/data/c");

    assertEquals(List.of(a.id(), b.id()), take(2).stream().map(SubmissionRow::id).toList());
    assertEquals(2, take(2).size());
    end(a, new DownloadUpdate.Finished(RESULT));

    assertEquals("/data/c", take(2).get(1).spec().destination());
  }

  private Submission accepted(String destination, Priority priority) throws Exception {
    SubmissionRequest request =
        request("oss://bucket/k", destination)
            .withOptions(DownloadOptions.builder().priority(priority).build());
    return ((Submitted.Accepted) submit(request)).submission();
  }

  private List<String> taken(int most) throws Exception {
    return take(most).stream().map(row -> row.submission().destination()).toList();
  }

  @Test
  public void whatIsUrgentIsNextAndTheOldestHasItsTurnAtLast() throws Exception {
    Submission active = accepted("/data/active");
    take(1);
    accepted("/data/low", Priority.LOW);
    accepted("/data/normal");
    Submission urgent = accepted("/data/urgent-0", Priority.HIGH);
    assertEquals(Priority.HIGH, urgent.allowance().priority());
    assertEquals(urgent, find(urgent.id()));
    end(active, new DownloadUpdate.Finished(RESULT));

    assertEquals(List.of("/data/urgent-0"), taken(1));
    Submission last = urgent;
    for (int i = 1; i < TurnOrder.OLDEST_EVERY - 2; i++) {
      accepted("/data/urgent-" + i, Priority.HIGH);
      end(last, new DownloadUpdate.Finished(RESULT));
      last = take(1).get(0).submission();
      assertEquals("/data/urgent-" + i, last.destination());
    }
    accepted("/data/urgent", Priority.HIGH);
    end(last, new DownloadUpdate.Finished(RESULT));
    assertEquals("the oldest, whatever its priority", List.of("/data/low"), taken(1));
    assertEquals(List.of("/data/low", "/data/urgent", "/data/normal"), taken(3));
  }

  @Test
  public void whatBeginsAnewHasThePriorityThatItIsAskedWithThen() throws Exception {
    Submission first = accepted("/data/a", Priority.HIGH);
    take(1);
    end(first, new DownloadUpdate.Finished(RESULT));
    accepted("/data/a", Priority.LOW);
    accepted("/data/b");

    assertEquals(List.of("/data/b"), taken(1));
  }

  @Test
  public void whatWaitsBecomesUrgent() throws Exception {
    Submission job = acceptedJob("/data/tree");
    accepted("/data/a");
    Submission b = accepted("/data/b");
    allow(b, new AllowanceChange(null, null, Priority.HIGH));
    assertEquals(7, allow(job, new AllowanceChange(7L, null, null)).allowance().bytesPerSecond());

    assertEquals(List.of("/data/b", "/data/tree"), taken(1));
  }

  @Test
  public void jobsAndDownloadsTakeNoPlaceOfEachOther() throws Exception {
    Submission first = acceptedJob("/data/1");
    acceptedJob("/data/2");
    for (int i = 0; i < 3; i++) {
      accepted("/data/x" + i);
    }
    KeeperSettings.Room room = new KeeperSettings.Room(2, 1);
    List<SubmissionRow> taken =
        await(database.run(connection -> queue.take(connection, room, HOMES)));
    assertEquals(
        Set.of(first.destination(), "/data/x0", "/data/x1"),
        taken.stream().map(row -> row.submission().destination()).collect(Collectors.toSet()));
    end(first, new TurnOutcome.Stopped(NOT_FOUND));
    List<SubmissionRow> next =
        await(database.run(connection -> queue.take(connection, room, HOMES)));
    assertEquals(
        Set.of("/data/2", "/data/x0", "/data/x1"),
        next.stream().map(row -> row.submission().destination()).collect(Collectors.toSet()));
  }

  @Test
  public void anIndexSaysWhoIsNext() throws Exception {
    SubmissionSql sql = SubmissionSql.of(JournalDatabase.get(kit.system()).dialect());
    String query = sql.waiting(SubmissionKind.JOB, 1).replace("?)", "'home')").replace("?", "7");
    String plan = await(database.run(connection -> plan(connection, query)));

    assertTrue(plan, plan.contains("tributary_submission_turn"));
    assertFalse(plan, plan.contains("B-TREE") || plan.contains("Sort"));
  }

  /** How the database would answer it; of a table with so few rows, if it could not read it all. */
  abstract String plan(Connection connection, String query) throws SQLException;

  static String rows(Connection connection, String statement) throws SQLException {
    StringBuilder text = new StringBuilder();
    try (PreparedStatement select = connection.prepareStatement(statement);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          text.append(row.getString(i)).append(' ');
        }
      }
    }
    return text.toString();
  }

  @Test
  public void progressIsOfTheTurnThatItWasMadeIn() throws Exception {
    Submission a = accepted("/data/a");
    take(1);
    progress(
        Map.of(
            new Turn(a.id(), a.sequence()), new Progress(5, 10),
            new Turn(a.id(), a.sequence() + 1), new Progress(7, 7)));

    assertEquals(5, find(a.id()).bytesDone());
    assertEquals(10, find(a.id()).sizeBytes());
  }

  @Test
  public void aPauseOfAnActiveOneComesThroughWithItsEnd() throws Exception {
    Submission a = accepted("/data/a");
    take(1);

    assertEquals(Wish.PAUSE, wish(a, Wish.PAUSE).wish());
    assertEquals(Wish.PAUSE, take(1).get(0).submission().wish());
    end(a, new DownloadUpdate.Ended(INTERRUPTED, true));

    assertEquals(SubmissionState.PAUSED, find(a.id()).state());
    assertTrue(take(1).isEmpty());
    assertEquals(SubmissionState.WAITING, wish(a, Wish.RUN).state());
    assertEquals(1, take(1).size());
  }

  @Test
  public void whatWasBegunIsCancelledByItsCoordinator() throws Exception {
    Submission a = accepted("/data/a");
    assertEquals(SubmissionState.CANCELLED, wish(a, Wish.CANCEL).state());
    Submission b = accepted("/data/b");
    take(1);
    end(b, new DownloadUpdate.Ended(NOT_FOUND, true));

    assertEquals(SubmissionState.WAITING, wish(b, Wish.CANCEL).state());
    assertEquals(Wish.CANCEL, take(1).get(0).submission().wish());
    end(b, new DownloadUpdate.Ended(INTERRUPTED, false));

    assertEquals(SubmissionState.CANCELLED, find(b.id()).state());
    assertEquals(Wish.CANCEL, wish(b, Wish.RUN).wish());
  }

  @Test
  public void anInterruptionThatNobodyWishedGoesOnLater() throws Exception {
    Submission a = accepted("/data/a");
    take(1);
    end(a, new DownloadUpdate.Ended(INTERRUPTED, true));

    assertEquals(SubmissionState.WAITING, find(a.id()).state());
  }
}
