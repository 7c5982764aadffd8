package io.tributary.engine.history;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.attempt.Attempt;
import io.tributary.engine.attempt.Attempts;
import io.tributary.engine.download.DownloadEvent;
import io.tributary.engine.history.HistoryLine.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What an event adds to a history. */
public final class EventLinesTest extends JUnitSuite {
  private static final Instant AT = Instant.parse("2026-11-21T08:20:00.123Z");
  private static final Attempt CUT =
      new Attempt(
          Attempt.What.RANGE,
          "node-1",
          5,
          9,
          2,
          AT.toEpochMilli() - 700,
          300,
          1,
          Attempt.Outcome.FAILED,
          Attempt.Next.AGAIN,
          FailureKind.NETWORK,
          "it was cut",
          "5C3D");

  private static List<HistoryLine> lines(long seen, long number, DownloadEvent event) {
    return EventLines.of(seen, number, AT, event);
  }

  private static List<Kind> kinds(List<HistoryLine> lines) {
    return lines.stream().map(HistoryLine::kind).toList();
  }

  @Test
  public void aRequestIsALineOfItsOwnTime() {
    Attempts attempts = new Attempts(List.of(CUT), 0, 0, 0);

    List<HistoryLine> lines = lines(6, 7, new DownloadEvent.RangesWritten(List.of(), attempts));

    assertEquals(
        List.of(
            new HistoryLine(
                7,
                0,
                Kind.RANGE,
                AT.minusMillis(700),
                "node-1",
                5,
                9,
                2,
                300,
                1,
                Attempt.Outcome.FAILED,
                Attempt.Next.AGAIN,
                FailureKind.NETWORK,
                "it was cut",
                "5C3D")),
        lines);
  }

  @Test
  public void whatThereWasNoRoomForIsCounted() {
    Attempts attempts = new Attempts(List.of(CUT), 9, 1_000, 2);

    List<HistoryLine> lines = lines(6, 7, new DownloadEvent.RangesWritten(List.of(), attempts));

    assertEquals(List.of(Kind.RANGE, Kind.LEFT_OUT, Kind.LEFT_OUT), kinds(lines));
    assertEquals(9, lines.get(1).requests());
    assertEquals(1_000, lines.get(1).bytes());
    assertEquals(Attempt.Outcome.DONE, lines.get(1).outcomeOrNull());
    assertEquals(2, lines.get(2).requests());
    assertEquals(Attempt.Outcome.FAILED, lines.get(2).outcomeOrNull());
    assertEquals(List.of(0, 1, 2), lines.stream().map(HistoryLine::line).toList());
  }

  @Test
  public void eventsThatAreMissingAreToldOf() {
    List<HistoryLine> lines = lines(3, 7, new DownloadEvent.RangesWritten(List.of(), null));

    assertEquals(List.of(Kind.MISSING), kinds(lines));
    assertEquals(7, lines.get(0).event());
    assertEquals(
        "events 4 to 6 are not in the history: they are older than it, or were deleted before it"
            + " read them",
        lines.get(0).reason());
    assertEquals(List.of(), lines(6, 7, new DownloadEvent.RangesWritten(List.of(), null)));
  }

  @Test
  public void whyItStoppedComesAfterWhatWasTried() {
    Failure failure = new Failure(FailureKind.INTERRUPTED, "finish", "x", "it was paused", "");
    Attempts attempts = new Attempts(List.of(CUT), 0, 0, 0);

    List<HistoryLine> lines = lines(6, 7, new DownloadEvent.Stopped(failure, attempts));

    assertEquals(List.of(Kind.RANGE, Kind.STOPPED), kinds(lines));
    assertEquals("it was paused", lines.get(1).reason());
    assertEquals(FailureKind.INTERRUPTED, lines.get(1).failureOrNull());
    assertNull(lines.get(1).outcomeOrNull());
  }

  @Test
  public void bytesThatWereLostAreToldByTheirRanges() {
    List<HistoryLine> lines =
        lines(
            6, 7, new DownloadEvent.RangesLost(List.of(new ByteRange(0, 5), new ByteRange(7, 9))));

    assertEquals(List.of(Kind.BYTES_LOST, Kind.BYTES_LOST), kinds(lines));
    assertEquals(7, lines.get(1).start());
    assertEquals(9, lines.get(1).end());
  }
}
