package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.lane.LaneLease;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.receipt.ReceiptLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Who has which slice of a batch, with times that the test gives. */
public final class JobWorkersTest extends JUnitSuite {
  private static final NodeId A = new NodeId("a:1#1");
  private static final NodeId B = new NodeId("b:1#1");
  private static final long RUN = 7;

  /** By then a node that says nothing has lost what it has. */
  private static final long LOST = 4000;

  private final List<String> said = new ArrayList<>();
  private final JobWorkers workers = new JobWorkers(new Said(), 1);

  private final class Said implements JobWorkers.Link {
    @Override
    public void begin(NodeId node) {
      said.add("begin " + node);
    }

    @Override
    public void bring(NodeId node, int take, Batch batch) {
      said.add("bring " + node + " " + batch.id() + " take " + take);
    }

    @Override
    public void forget(NodeId node, long batch) {
      said.add("forget " + node + " " + batch);
    }

    @Override
    public void alive(NodeId node, long beatNanos) {
      said.add("alive " + node + " " + beatNanos);
    }

    @Override
    public void stop(NodeId node) {
      said.add("stop " + node);
    }
  }

  @Test
  public void eachNodeGetsTwoSlicesAndNoMoreUntilOneIsOver() {
    add(6);
    up(0, A, B);
    assertEquals(4, count("bring"));
    assertEquals(2, count("bring a"));
    bringAll(A, 1, 1);
    up(300, A, B);
    assertEquals(3, count("bring a"));
    assertEquals(2, count("bring b"));
  }

  @Test
  public void oneBatchIsForAllNodes() {
    workers.add(new Batch(1, false, items(1000)));
    up(0, A, B);
    assertEquals(2, count("bring a"));
    assertEquals(2, count("bring b"));
  }

  @Test
  public void aBatchIsOverWhenAllNodesHaveBroughtTheirSlicesAndEachIsForgottenBefore() {
    workers.add(new Batch(1, false, items(400)));
    up(0, A);
    assertFalse(workers.brought(lines(A, 2, 0, 200)).isPresent());
    assertEquals(List.of("forget a:1#1 2"), only("forget"));
    Optional<JobWorkers.Complete> all = workers.brought(lines(A, 1, 0, 200));
    assertEquals(1, all.orElseThrow().batch().id());
    assertEquals(400, all.orElseThrow().lines().size());
  }

  @Test
  public void aNodeIsGivenMoreAsSoonAsItHasBroughtSomethingAndMoreAheadTheFasterItIs() {
    add(100);
    up(0, A);
    for (int slice = 1; slice <= 40; slice++) {
      workers.brought(lines(A, slice, 0, 1));
    }
    assertEquals("40 brought, and 16 ahead", 56, count("bring"));
    workers.tick(List.of(A), nanos(100));
    assertEquals(56, count("bring"));
  }

  @Test
  public void aNodeHasAnObjectForEachRequestHoweverLongTheyTake() {
    JobWorkers many = new JobWorkers(new Said(), 64);
    List<Item> large = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      large.add(new Item("oss://b/k" + i, "k" + i, "k" + i, false, 9 << 20, "", null, List.of()));
    }
    many.add(new Batch(1, false, large));
    many.tick(List.of(A), nanos(0));
    many.beat(new BatchReport.Beat(RUN, A, List.of(), 0, 5, false), nanos(0));
    assertEquals(64, count("bring a"));
    assertTrue("36 objects wait for the next 64 requests", many.wantMore());
  }

  @Test
  public void aNodeWhoseLastObjectsTakeLongIsGivenOneMoreEachTimeItSaysSo() {
    add(6);
    up(0, A);
    assertEquals(2, count("bring"));
    workers.beat(new BatchReport.Beat(RUN, A, List.of(1L, 2L), 0, 5, true), nanos(500));
    assertEquals(3, count("bring"));
    workers.tick(List.of(A), nanos(750));
    assertEquals(3, count("bring"));
    workers.beat(new BatchReport.Beat(RUN, A, List.of(1L, 2L, 3L), 0, 5, true), nanos(1000));
    assertEquals(4, count("bring"));
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
  public void whatIsToldAgainOfASliceThatIsThereIsToldToBeForgottenAgain() {
    workers.add(new Batch(1, false, items(400)));
    up(0, A);
    BatchReport.Brought first = lines(A, 1, 0, 200);
    workers.brought(first);
    said.clear();
    assertFalse(workers.brought(first).isPresent());
    assertEquals(List.of("forget a:1#1 1"), said);
  }

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
  public void aBatchIsOverWhenAllItsLinesAreThereInWhateverPieces() {
    Batch batch = new Batch(1, false, items(5));
    workers.add(batch);
    up(0, A);
    assertFalse(workers.brought(lines(A, 1, 3, 2)).isPresent());
    Optional<JobWorkers.Complete> all = workers.brought(lines(A, 1, 0, 3));
    assertEquals(5, all.orElseThrow().lines().size());
    assertFalse("said again", workers.brought(lines(A, 1, 0, 3)).isPresent());
    workers.recorded(1);
    assertTrue(said.contains("forget a:1#1 1"));
  }

  @Test
  public void anOrderThatWasLostIsSaidAgain() {
    add(1);
    up(0, A);
    said.clear();
    workers.beat(new BatchReport.Beat(RUN, A, List.of(), 0, 5, false), nanos(1500));
    assertEquals(List.of("bring a:1#1 1 take 1"), only("bring"));
  }

  @Test
  public void aNodeThatHoldsAnothersBatchIsToldToForgetIt() {
    up(0, A);
    workers.beat(new BatchReport.Beat(RUN, A, List.of(9L), 0, 5, false), nanos(100));
    assertTrue(said.contains("forget a:1#1 9"));
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

  @Test
  public void itIsHopelessOnlyWhenNoNodeIsFit() {
    Failure why = new Failure(FailureKind.LOCAL_DISK, "write to", "/x", "it is not there", "");
    up(0, A, B);
    workers.unfit(new BatchReport.Unfit(RUN, A, why));
    assertTrue(workers.hopeless().isEmpty());
    workers.unfit(new BatchReport.Unfit(RUN, B, why));
    assertEquals(Optional.of(why), workers.hopeless());
  }

  @Test
  public void aNodeThatSaidNothingForAWhileAndIsThereMayStillWork() {
    Failure why = new Failure(FailureKind.LOCAL_DISK, "write to", "/x", "it is not there", "");
    workers.tick(List.of(A, B), nanos(0));
    beat(B, 0);
    workers.unfit(new BatchReport.Unfit(RUN, A, why));
    workers.tick(List.of(A, B), nanos(LOST));
    assertEquals(Optional.empty(), workers.hopeless());
    workers.tick(List.of(A), nanos(LOST + 250));
    assertEquals(Optional.of(why), workers.hopeless());
  }

  private void add(int batches) {
    for (int id = 1; id <= batches; id++) {
      workers.add(new Batch(id, false, items(1)));
    }
  }

  private static List<Item> items(int count) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(new Item("oss://b/k" + i, "k" + i, "k" + i, false, 1, "", null, List.of()));
    }
    return items;
  }

  /** They are members, and say so. */
  private void up(long millis, NodeId... nodes) {
    workers.tick(List.of(nodes), nanos(millis));
    for (NodeId node : nodes) {
      beat(node, millis);
    }
    workers.tick(List.of(nodes), nanos(millis));
  }

  /** Until then the others are no members, and not heard. */
  private void onlyUp(NodeId node, long untilMillis) {
    for (long millis = 250; millis <= untilMillis; millis += 250) {
      up(millis, node);
    }
  }

  private void beat(NodeId node, long millis) {
    List<Long> has =
        said.stream()
            .filter(order -> order.startsWith("bring " + node))
            .map(order -> Long.parseLong(order.split(" ")[2]))
            .toList();
    workers.beat(new BatchReport.Beat(RUN, node, has, 0, 5, false), nanos(millis));
  }

  private void bringAll(NodeId node, long batch, int lines) {
    workers.brought(lines(node, batch, 0, lines));
    workers.recorded(batch);
  }

  private BatchReport.Brought lines(NodeId node, long batch, int first, int count) {
    List<ReceiptLine> lines = new ArrayList<>();
    for (Item item : items(count)) {
      lines.add(Lines.kept(item, 1));
    }
    return new BatchReport.Brought(RUN, node, batch, take(node, batch), first, lines);
  }

  /** Of the first take. */
  private static BatchReport.Brought told(NodeId node, long batch, int count) {
    List<ReceiptLine> lines = items(count).stream().map(item -> Lines.kept(item, 1)).toList();
    return new BatchReport.Brought(RUN, node, batch, 1, 0, lines);
  }

  /** That of the last order to the node. */
  private int take(NodeId node, long batch) {
    List<String> orders = only("bring " + node + " " + batch + " take ");
    String last = orders.get(orders.size() - 1);
    return Integer.parseInt(last.substring(last.lastIndexOf(' ') + 1));
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

  private static long nanos(long millis) {
    return Duration.ofMillis(10_000 + millis).toNanos();
  }

  private long count(String prefix) {
    return only(prefix).size();
  }

  private List<String> only(String prefix) {
    return said.stream().filter(order -> order.startsWith(prefix)).toList();
  }

  private List<String> sorted(String prefix) {
    return only(prefix).stream().sorted().toList();
  }
}
