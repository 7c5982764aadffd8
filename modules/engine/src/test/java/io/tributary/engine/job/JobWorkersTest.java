package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.placement.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

/** Who has which slice of a batch, with times that the test gives. */
public final class JobWorkersTest extends JobWorkersFixture {
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
  public void nodesHearHowManyRequestsTheyMayHaveNowAndAreGivenAsManyObjects() {
    add(100);
    up(0, A);
    assertEquals(Map.of(A, 1), allowed);
    assertEquals(2, count("bring a"));
    workers.limit(30);
    up(500, A, B);
    assertEquals(Map.of(A, 30, B, 30), allowed);
    assertEquals(30, count("bring a"));
    assertEquals(30, count("bring b"));
    workers.limit(1);
    beat(A, 1000);
    assertEquals(Map.of(A, 1, B, 30), allowed);
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

  private void bringAll(NodeId node, long batch, int lines) {
    workers.brought(lines(node, batch, 0, lines));
    workers.recorded(batch);
  }
}
