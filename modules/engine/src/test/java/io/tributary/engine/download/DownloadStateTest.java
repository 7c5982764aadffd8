package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Segment;
import io.tributary.core.range.ByteRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class DownloadStateTest extends JUnitSuite {
  private static final long SIZE = 100;
  private static final Identity OBJECT = new Identity(SIZE, "\"e\"", "", "", List.of());
  private static final Identity UNKNOWN_SIZE = new Identity(-1, "\"e\"", "", "", List.of());
  private static final DownloadEvent.Requested REQUESTED =
      new DownloadEvent.Requested(JournalSamples.spec(null), "");
  private static final DownloadEvent.Identified IDENTIFIED =
      new DownloadEvent.Identified(OBJECT, true, 0, SIZE, "x.tributary");

  private static DownloadState after(DownloadEvent... events) {
    DownloadState state = DownloadState.empty();
    for (DownloadEvent event : events) {
      state = state.apply(event);
    }
    return state;
  }

  private static DownloadEvent.RangesWritten written(long start, long end) {
    return new DownloadEvent.RangesWritten(List.of(new Segment(start, end - start, start)));
  }

  @Test
  public void anEmptyStateHasNothing() {
    DownloadState state = DownloadState.empty();
    assertEquals(DownloadState.Status.NEW, state.status());
    assertFalse(state.hasTemporaryFile());
    assertFalse(state.allWritten());
    assertEquals(List.of(), state.missing());
  }

  @Test
  public void writtenRangesAddUpAndLostOnesAreMissingAgain() {
    DownloadState state = after(REQUESTED, IDENTIFIED, written(0, 40), written(60, 100));
    assertEquals(List.of(new ByteRange(40, 60)), state.missing());
    assertFalse(state.allWritten());
    assertTrue(state.apply(written(40, 60)).allWritten());
    DownloadState less = state.apply(new DownloadEvent.RangesLost(List.of(new ByteRange(0, 1))));
    assertEquals(List.of(new ByteRange(0, 60)), less.missing());
  }

  @Test
  public void aRequestGoesOnFromWhatAStoppedOneLeft() {
    DownloadState stopped =
        after(
            REQUESTED,
            IDENTIFIED,
            written(0, 40),
            new DownloadEvent.StartedOver("x"),
            IDENTIFIED,
            written(0, 50),
            new DownloadEvent.Stopped(JournalSamples.FAILURE));
    assertEquals(DownloadState.Status.STOPPED, stopped.status());
    assertEquals(1, stopped.startsOver());
    DownloadState again = stopped.apply(REQUESTED);
    assertEquals(DownloadState.Status.REQUESTED, again.status());
    assertEquals(50, again.ledger().coveredBytes());
    assertEquals("each request may start over", 0, again.startsOver());
  }

  @Test
  public void aRequestAfterACompletedOneBeginsAnew() {
    DownloadState state =
        after(
            REQUESTED,
            IDENTIFIED,
            written(0, 100),
            JournalSamples.VERIFIED,
            new DownloadEvent.Completed(),
            REQUESTED);
    assertEquals(after(REQUESTED).toString(), state.toString());
    assertNull(state.identityOrNull());
    assertNull(state.verifiedOrNull());
  }

  @Test
  public void whateverChangesTheBytesUndoesTheVerification() {
    DownloadState verified = after(REQUESTED, IDENTIFIED, written(0, 100), JournalSamples.VERIFIED);
    assertEquals(JournalSamples.VERIFIED, verified.verifiedOrNull());
    assertEquals(JournalSamples.VERIFIED, verified.apply(REQUESTED).verifiedOrNull());
    for (DownloadEvent event :
        List.of(
            IDENTIFIED,
            written(0, 5),
            new DownloadEvent.RangesLost(List.of(new ByteRange(0, 1))),
            new DownloadEvent.SizeLearned(7),
            new DownloadEvent.StartedOver("x"))) {
      assertNull(event.toString(), verified.apply(event).verifiedOrNull());
    }
  }

  @Test
  public void startingOverForgetsTheObjectAndItsFile() {
    DownloadState state =
        after(REQUESTED, IDENTIFIED, written(0, 40), new DownloadEvent.StartedOver("x"));
    assertNull(state.identityOrNull());
    assertFalse(state.hasTemporaryFile());
    assertEquals(0, state.ledger().coveredBytes());
    assertEquals(DownloadState.Status.REQUESTED, state.status());
  }

  @Test
  public void filesThatWereGivenUpAreKeptInMind() {
    DownloadState adopted = after(REQUESTED, IDENTIFIED, new DownloadEvent.Adopted("y.tributary"));
    assertEquals(List.of(), adopted.abandoned());
    DownloadState over = adopted.apply(new DownloadEvent.StartedOver("x"));
    List<String> both = List.of("x.tributary", "y.tributary");
    assertEquals("whichever name it has", both, over.abandoned());
    assertEquals(both, over.apply(IDENTIFIED).apply(REQUESTED).abandoned());
    assertEquals(both, adopted.apply(IDENTIFIED).abandoned());
    assertEquals(both, over.apply(new DownloadEvent.Completed()).apply(REQUESTED).abandoned());
  }

  @Test
  public void onlyTheLatestFilesThatWereGivenUpAreKeptInMind() {
    DownloadState state = after(REQUESTED);
    for (int i = 0; i < 100; i++) {
      state = state.apply(new DownloadEvent.Identified(OBJECT, true, 0, SIZE, i + ".tributary"));
    }
    assertEquals(DownloadState.MOST_ABANDONED, state.abandoned().size());
    assertEquals("98.tributary", state.abandoned().get(DownloadState.MOST_ABANDONED - 1));
  }

  @Test
  public void aSizeMayBeLearnedAtTheEndOfTheStream() {
    DownloadState stream =
        after(
            REQUESTED,
            new DownloadEvent.Identified(UNKNOWN_SIZE, false, 0, -1, "x.tributary"),
            written(0, 30));
    assertFalse(stream.sizeKnown());
    assertFalse(stream.allWritten());
    assertEquals(-1, stream.wantedBytes());
    DownloadState learned = stream.apply(new DownloadEvent.SizeLearned(30));
    assertTrue(learned.allWritten());
    assertTrue(learned.wantsWholeObject());
    assertFalse(stream.apply(new DownloadEvent.SizeLearned(31)).allWritten());
  }

  @Test
  public void anEmptyObjectIsAllWrittenAtOnce() {
    DownloadState state =
        after(REQUESTED, new DownloadEvent.Identified(OBJECT, true, 0, 0, "x.tributary"));
    assertTrue(state.allWritten());
    assertEquals(Optional.empty(), state.wanted());
  }

  @Test
  public void aPartOfTheObjectIsNotTheWhole() {
    assertTrue(after(REQUESTED, IDENTIFIED).wantsWholeObject());
    for (long[] part : new long[][] {{0, 99}, {1, 100}}) {
      DownloadState state =
          after(
              REQUESTED,
              new DownloadEvent.Identified(OBJECT, true, part[0], part[1], "x.tributary"));
      assertFalse(state.wantsWholeObject());
      assertEquals(99, state.wantedBytes());
    }
  }

  /** A replay never throws, and a snapshot in between changes nothing. */
  @Test
  public void anyOrderOfEventsIsReplayedAlikeWithAndWithoutASnapshot() {
    List<DownloadEvent> all = new ArrayList<>(JournalSamples.events().values());
    all.add(written(0, 40));
    all.add(written(30, 60));
    all.add(written(40, 100));
    for (long seed = 0; seed < 2000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      DownloadState state = DownloadState.empty();
      for (int i = 0; i < 20; i++) {
        DownloadEvent event = all.get(random.nextInt(all.size()));
        DownloadSnapshot before = DownloadSnapshot.of(state);
        state = state.apply(event);
        assertEquals(
            "seed " + seed,
            DownloadSnapshot.of(state),
            DownloadSnapshot.of(before.state().apply(event)));
      }
    }
  }
}
