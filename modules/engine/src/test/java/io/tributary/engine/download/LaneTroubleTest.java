package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.plan.LaneTuner;
import io.tributary.core.plan.PartQueue;
import io.tributary.core.plan.PartSizing;
import io.tributary.core.range.ByteRange;
import io.tributary.core.retry.RetryPolicy;
import io.tributary.engine.lane.LaneReport;
import io.tributary.engine.placement.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Two nodes with a lane each, of which one does not do as it should. */
public final class LaneTroubleTest extends JUnitSuite {
  private static final long RUN = 3;
  private static final long MIB = 1L << 20;
  private static final long SECOND = 1_000_000_000L;
  private static final NodeId GOOD = new NodeId("10.0.0.1:1#1");
  private static final NodeId BAD = new NodeId("10.0.0.2:1#1");

  private final List<LaneOrder> orders = new ArrayList<>();
  private final List<Integer> stops = new ArrayList<>();
  private final RunStatistics statistics = new RunStatistics(0);
  private final LaneLeases leases = new LaneLeases(true);
  private final LaneBoard board =
      new LaneBoard(
          64 * MIB,
          true,
          PartQueue.of(List.of(new ByteRange(0, 64 * MIB))),
          new PartSizing(MIB, 0),
          new TailPolicy(64 * MIB));
  private final FetchSession session = session();
  private List<NodeId> nodes = List.of(GOOD, BAD);
  private long nowNanos = 1;

  private FetchSession session() {
    LaneLink link =
        new LaneLink() {
          @Override
          public void begin(NodeId node, int lane) {}

          @Override
          public void send(NodeId node, LaneOrder order) {
            orders.add(order);
          }

          @Override
          public void stop(NodeId node, int lane) {
            stops.add(lane);
          }

          @Override
          public void close() {}
        };
    LaneTuner tuner = LaneTuner.fixed(2);
    return new FetchSession(
        RUN,
        "https://host/x",
        true,
        board,
        new LaneCrew(link, board, leases, new LaneSpread(0), statistics),
        tuner,
        new LaneFailures(tuner, new RetryPolicy(2), new SplittableRandom(1), statistics),
        statistics);
  }

  /** Returns the lane on the bad node. */
  private int start() {
    session.start(new Surroundings(nodes, List::of), nowNanos);
    int bad = on(BAD);
    ready(on(GOOD));
    ready(bad);
    return bad;
  }

  private int on(NodeId node) {
    return board.lanes().stream()
        .filter(lane -> lane.node.equals(node))
        .mapToInt(lane -> lane.number)
        .findFirst()
        .orElseThrow();
  }

  private Verdict ready(int lane) {
    return session.onReport(new LaneReport.Ready(RUN, lane, nowNanos), nowNanos);
  }

  private Verdict tick() {
    nowNanos += SECOND / 4;
    leases.allHeard(nowNanos);
    return session.tick(new Surroundings(nodes, List::of), nowNanos, 0);
  }

  private LaneOrder.Fetch latest(int lane) {
    return orders.stream()
        .filter(order -> order instanceof LaneOrder.Fetch && order.lane() == lane)
        .map(LaneOrder.Fetch.class::cast)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private Verdict cutOff(int lane, FailureKind kind) {
    LaneOrder.Fetch fetch = latest(lane);
    Failure failure = new Failure(kind, "bring a range to", "the home", "it cannot", "");
    return session.onReport(
        new LaneReport.Ended(RUN, lane, fetch.assignment(), fetch.start(), 10, failure, -1, true),
        nowNanos);
  }

  @Test
  public void aLaneThatDoesNotHearThatItIsOverIsToldAgain() {
    int bad = start();
    nodes = List.of(GOOD);
    tick();
    session.onReport(
        new LaneReport.Ended(RUN, bad, latest(bad).assignment(), latest(bad).start(), 0, null, -1),
        nowNanos);
    tick();
    assertEquals(List.of(bad), stops);
    ready(bad);
    session.onReport(new LaneReport.Progress(RUN, bad, 9, 9, nowNanos), nowNanos);
    assertEquals(List.of(bad, bad, bad), stops);
    session.onReport(new LaneReport.Stopped(RUN, bad), nowNanos);
    ready(bad);
    assertEquals("a word that was late", 3, stops.size());
  }

  @Test
  public void aNodeThatMayNotWriteToTheHomeIsLeftOutAndItsRangeIsAnothers() {
    for (FailureKind kind : List.of(FailureKind.USAGE, FailureKind.ACCESS_DENIED)) {
      LaneTroubleTest other = new LaneTroubleTest();
      int bad = other.start();
      long start = other.latest(bad).start();
      assertEquals(Verdict.GO_ON, other.cutOff(bad, kind));
      other.isLeftOut(start);
    }
  }

  @Test
  public void aNodeThatDoesNotReachTheHomeIsLeftOutWhenItHasTriedEnough() {
    int bad = start();
    long start = latest(bad).start();
    for (int tries = 1; tries <= 3; tries++) {
      assertEquals(Verdict.GO_ON, cutOff(bad, FailureKind.NETWORK));
      for (int ticks = 0; tries < 3 && latest(bad).assignment() < 2 + tries; ticks++) {
        assertTrue(ticks < 100);
        tick();
      }
    }
    isLeftOut(start);
  }

  private void isLeftOut(long start) {
    tick();
    assertTrue(board.lanes().stream().allMatch(lane -> lane.node.equals(GOOD)));
    board.lanes().forEach(lane -> ready(lane.number));
    assertTrue(
        "its range is fetched elsewhere",
        orders.stream()
            .filter(order -> board.lane(order.lane()).isPresent())
            .anyMatch(order -> order instanceof LaneOrder.Fetch fetch && fetch.start() == start));
  }

  @Test
  public void whenNoNodeReachesTheHomeTheReasonIsSaid() {
    int bad = start();
    assertEquals(Verdict.GO_ON, cutOff(bad, FailureKind.ACCESS_DENIED));
    Verdict verdict = cutOff(on(GOOD), FailureKind.ACCESS_DENIED);
    assertEquals(FailureKind.ACCESS_DENIED, ((Verdict.Fail) verdict).failure().kind());
  }

  @Test
  public void aDiskThatTakesNothingIsTheEndForAll() {
    int bad = start();
    assertTrue(cutOff(bad, FailureKind.LOCAL_DISK) instanceof Verdict.Fail);
  }

  @Test
  public void whatWasNeverRecordedIsDoubtfulWhenItIsHandedOutAgain() {
    start();
    session.requeue(List.of(new ByteRange(5, 9)));
    assertEquals(List.of(new ByteRange(5, 9)), session.doubtful());
  }

  @Test
  public void soIsWhatALaneHadInHandThatStoppedWithoutAWordOfIt() {
    int bad = start();
    LaneOrder.Fetch fetch = latest(bad);
    session.onReport(new LaneReport.Stopped(RUN, bad), nowNanos);
    assertEquals(List.of(new ByteRange(fetch.start(), fetch.end())), session.doubtful());
  }
}
