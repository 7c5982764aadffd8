package io.tributary.engine.submission;

import static org.junit.Assert.assertEquals;

import io.tributary.engine.download.DownloadMessageSamples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Who is urgent is next, and nobody waits for ever. */
public final class TurnOrderTest extends JUnitSuite {
  private final TurnOrder order = new TurnOrder();

  /** Those that wait; of these the first are the most urgent, whatever their age. */
  private final List<SubmissionRow> waiting = new ArrayList<>();

  private static SubmissionRow row(String id, long sequence) {
    Submission submission =
        new Submission(
            id,
            sequence,
            "",
            "oss://bucket/k",
            "/data/" + id,
            "",
            Wish.RUN,
            SubmissionState.WAITING,
            Instant.EPOCH,
            Instant.EPOCH,
            null,
            null,
            0,
            -1,
            null,
            null,
            null);
    return new SubmissionRow(
        submission, false, null, new SubmissionSpec.Download(DownloadMessageSamples.spec()));
  }

  private List<String> take(SubmissionKind kind, int turns) {
    List<SubmissionRow> oldest =
        waiting.stream().sorted(Comparator.comparingLong(SubmissionRow::sequence)).toList();
    List<SubmissionRow> next =
        order.next(
            kind,
            turns,
            waiting.stream().limit(turns).toList(),
            oldest.stream().limit(order.oldest(kind, turns) == 0 ? 0 : turns).toList());
    waiting.removeAll(next);
    return next.stream().map(SubmissionRow::id).toList();
  }

  @Test
  public void everyEighthTurnIsThatOfTheOldest() {
    for (int i = 0; i < 20; i++) {
      waiting.add(row("urgent-" + i, 100 + i));
    }
    waiting.add(row("old", 1));
    waiting.add(row("older", 0));

    for (int i = 0; i < TurnOrder.OLDEST_EVERY - 1; i++) {
      assertEquals(List.of("urgent-" + i), take(SubmissionKind.DOWNLOAD, 1));
    }
    assertEquals(List.of("older"), take(SubmissionKind.DOWNLOAD, 1));
    List<String> more = take(SubmissionKind.DOWNLOAD, TurnOrder.OLDEST_EVERY);
    assertEquals("urgent-7", more.get(0));
    assertEquals("old", more.get(TurnOrder.OLDEST_EVERY - 1));
  }

  @Test
  public void theTurnsOfOneKindAreNoneOfTheOther() {
    for (int i = 0; i < 20; i++) {
      waiting.add(row("urgent-" + i, 100 + i));
    }
    waiting.add(row("old", 0));
    take(SubmissionKind.DOWNLOAD, TurnOrder.OLDEST_EVERY - 1);

    assertEquals(List.of("urgent-7"), take(SubmissionKind.JOB, 1));
    assertEquals(List.of("old"), take(SubmissionKind.DOWNLOAD, 1));
  }

  @Test
  public void nobodyIsTakenTwiceAndFewAreTakenAsTheyAre() {
    waiting.add(row("one", 1));
    waiting.add(row("two", 2));

    assertEquals(List.of("one", "two"), take(SubmissionKind.DOWNLOAD, 2 * TurnOrder.OLDEST_EVERY));
    assertEquals(List.of(), take(SubmissionKind.DOWNLOAD, 1));
  }
}
