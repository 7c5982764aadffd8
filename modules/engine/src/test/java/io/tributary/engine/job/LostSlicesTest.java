package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.lane.LaneLease;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.receipt.ReceiptLine;
import java.util.List;
import org.junit.Test;

/** When a node loses its slices to others, and what counts of what it did. */
public final class LostSlicesTest extends JobWorkersFixture {
  @Test
  public void aNodeThatIsGoneLosesWhatItHasToOthersWithAnotherTake() {
    add(2);
    up(0, A);
    assertEquals(List.of("bring a:1#1 1 take 1", "bring a:1#1 2 take 1"), only("bring"));
    said.clear();
    onlyUp(B, LOST);
    assertEquals(List.of("bring b:1#1 1 take 2", "bring b:1#1 2 take 2"), sorted("bring"));
  }

  @Test
  public void aNodeThatIsLeavingOrCutOffKeepsWhatItHasAsLongAsItMayBeAtWork() {
    add(1);
    up(0, A);
    said.clear();
    onlyUp(B, LaneLease.TERM.toMillis());
    assertEquals(List.of(), only("bring"));
    assertTrue("what it brings by then counts", workers.brought(told(A, 1, 1)).isPresent());
  }

  @Test
  public void aNodeThatIsLeavingIsNeitherGivenMoreNorAnswered() {
    add(1);
    up(0, A);
    workers.tick(List.of(B), nanos(250));
    workers.add(new Batch(2, false, items(1)));
    said.clear();
    workers.beat(new BatchReport.Beat(RUN, A, List.of(1L), 0, 6, false), nanos(300));
    assertEquals(List.of(), said);
  }

  @Test
  public void aNodeThatIsBackInTimeGoesOnWithWhatItHas() {
    add(1);
    up(0, A);
    onlyUp(B, 1000);
    said.clear();
    for (int millis = 1250; millis <= 6000; millis += 250) {
      workers.tick(List.of(A, B), nanos(millis));
      workers.beat(new BatchReport.Beat(RUN, A, List.of(1L), 0, millis, false), nanos(millis));
    }
    assertEquals(List.of(), only("bring"));
    assertTrue(said.contains("alive a:1#1 6000"));
  }

  @Test
  public void aNodeThatSaysNothingLosesWhatItHasWithinFiveSeconds() {
    add(1);
    up(0, A, B);
    NodeId had = said.contains("bring a:1#1 1 take 1") ? A : B;
    NodeId other = had.equals(A) ? B : A;
    for (int millis = 250; millis <= 4000; millis += 250) {
      workers.tick(List.of(A, B), nanos(millis));
      beat(other, millis);
    }
    assertTrue(said.contains("bring " + other + " 1 take 2"));
  }

  @Test
  public void whatANodeHasLostWaitsForNoRoomOnAnother() {
    add(6);
    up(0, A, B);
    onlyUp(B, LOST);
    assertEquals("its own and what A had, and nothing else", 4, count("bring b"));
    assertEquals(2, only("bring").stream().filter(one -> one.endsWith("take 2")).count());
  }

  @Test
  public void whatIsBroughtTooLateByANodeThatLostItCountsForNothing() {
    add(1);
    up(0, A);
    onlyUp(B, LOST);
    assertFalse(workers.brought(lines(A, 1, 0, 1)).isPresent());
    assertTrue(workers.brought(lines(B, 1, 0, 1)).isPresent());
  }

  @Test
  public void whatANodeToldOfASliceBeforeItLostItCountsForNothing() {
    workers.add(new Batch(1, false, items(5)));
    up(0, A);
    workers.brought(lines(A, 1, 0, 3));
    onlyUp(B, LOST);
    assertFalse(workers.brought(lines(B, 1, 3, 2)).isPresent());
    assertTrue(workers.brought(lines(B, 1, 0, 3)).isPresent());
  }

  @Test
  public void aNodeThatTellsOfAnEarlierTakeIsToldAgainToBeginAnew() {
    add(1);
    up(0, A);
    BatchReport.Brought late = lines(A, 1, 0, 1);
    workers.tick(List.of(A), nanos(LOST));
    up(LOST + 250, A);
    said.clear();
    assertFalse(workers.brought(late).isPresent());
    assertEquals(List.of("bring a:1#1 1 take 2"), said);
  }

  @Test
  public void whatAnEarlierTakeCameToCountsForNothingEvenOnTheSameNode() {
    add(1);
    up(0, A);
    BatchReport.Brought late = lines(A, 1, 0, 1);
    workers.tick(List.of(A), nanos(4000));
    up(4250, A);
    assertTrue(said.contains("bring a:1#1 1 take 2"));
    assertFalse(workers.brought(late).isPresent());
    assertTrue(workers.brought(lines(A, 1, 0, 1)).isPresent());
  }

  @Test
  public void aBeatIsAnsweredOnlyOfANodeThatHasNothingOfOthers() {
    add(1);
    up(0, A);
    assertTrue(said.contains("alive a:1#1 5"));
    onlyUp(B, LOST);
    said.clear();
    workers.tick(List.of(A, B), nanos(LOST + 250));
    workers.beat(new BatchReport.Beat(RUN, A, List.of(1L), 0, 6, false), nanos(LOST + 300));
    assertEquals(List.of("forget a:1#1 1"), only("forget"));
    assertEquals(List.of(), only("alive"));
    workers.beat(new BatchReport.Beat(RUN, A, List.of(), 0, 7, false), nanos(LOST + 400));
    assertTrue(said.contains("alive a:1#1 7"));
  }

  @Test
  public void aNodeThatIsNotKnownIsNotAnswered() {
    workers.beat(new BatchReport.Beat(RUN, A, List.of(), 0, 6, false), nanos(100));
    assertEquals(List.of(), said);
  }

  /** Of the first take. */
  private static BatchReport.Brought told(NodeId node, long batch, int count) {
    List<ReceiptLine> lines = items(count).stream().map(item -> Lines.kept(item, 1)).toList();
    return new BatchReport.Brought(RUN, node, batch, 1, 0, lines);
  }

  private List<String> sorted(String prefix) {
    return only(prefix).stream().sorted().toList();
  }
}
