package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.lane.LaneReport;
import io.tributary.engine.placement.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.Test;

/** A session whose lanes are on several nodes. */
public final class SpreadSessionTest extends FetchSessionSuite {
  private static NodeId node(int number) {
    return new NodeId("10.0.0." + number + ":1#1");
  }

  private FetchSession spread(int lanes, NodeId... where) {
    nodes = List.of(where);
    FetchSession session = session(lanes, true, SIZE);
    link.begun.forEach(lane -> ready(session, lane));
    return session;
  }

  private Map<NodeId, Long> lanesByNode() {
    return board.lanes().stream()
        .filter(lane -> !lane.retiring)
        .collect(Collectors.groupingBy(lane -> lane.node, TreeMap::new, Collectors.counting()));
  }

  /** A lane does what it is told when it is told to end. */
  private void obeyAborts(FetchSession session) {
    for (LaneOrder.Abort abort : link.of(LaneOrder.Abort.class)) {
      link.orders.remove(abort);
      long position = board.lane(abort.lane()).map(lane -> lane.work.position).orElseThrow();
      session.onReport(
          new LaneReport.Ended(RUN, abort.lane(), abort.assignment(), position, 0, null, -1),
          nowNanos);
    }
  }

  @Test
  public void everyNodeHasAsManyLanesAsTheOthersOrOneMore() {
    spread(8, node(1), node(2), node(3));
    assertEquals(8, board.lanes().size());
    assertTrue(
        lanesByNode().toString(),
        lanesByNode().values().stream().allMatch(count -> count == 2 || count == 3));
  }

  @Test
  public void aNodeThatJoinsGetsItsShareOfTheLanesAndTheyGetTheRest() {
    FetchSession session = spread(6, node(1), node(2));
    assertEquals(Map.of(node(1), 3L, node(2), 3L), lanesByNode());
    nodes = List.of(node(1), node(2), node(3));
    passHeard(session, Duration.ofMillis(250));
    assertEquals(2, link.of(LaneOrder.Abort.class).size());
    obeyAborts(session);
    passHeard(session, Duration.ofMillis(250));
    assertEquals(Map.of(node(1), 2L, node(2), 2L, node(3), 2L), lanesByNode());
    assertEquals(2, link.stopped.size());
    List<Integer> fresh = link.begun.subList(6, 8);
    fresh.forEach(lane -> ready(session, lane));
    fresh.forEach(lane -> assertEquals(node(3), link.nodes.get(lane)));
    assertEquals(6, session.busyLanes());
    passHeard(session, Duration.ofSeconds(2));
    assertEquals("it is balanced", 8, link.begun.size());
  }

  @Test
  public void aNodeThatLeavesLosesItsLanesToTheOthers() {
    FetchSession session = spread(6, node(1), node(2), node(3));
    nodes = List.of(node(1), node(3));
    passHeard(session, Duration.ofMillis(250));
    obeyAborts(session);
    passHeard(session, Duration.ofMillis(250));
    assertEquals(Map.of(node(1), 3L, node(3), 3L), lanesByNode());
  }

  @Test
  public void aSilentNodesRangesAreOthersWithinItsLease() {
    FetchSession session = spread(4, node(1), node(2));
    List<Integer> silent =
        link.begun.stream().filter(lane -> link.nodes.get(lane).equals(node(2))).toList();
    long end = nowNanos + LaneLeases.SILENCE.plusMillis(500).toNanos();
    while (nowNanos < end) {
      board.lanes().stream()
          .filter(lane -> lane.node.equals(node(1)))
          .forEach(lane -> leases.heard(lane.number, nowNanos));
      assertEquals(Verdict.GO_ON, pass(session, Duration.ofMillis(250)));
    }
    assertEquals("though it still counts as reachable", Map.of(node(1), 4L), lanesByNode());
    List<LaneOrder.Fetch> lost =
        link.fetches().stream().filter(fetch -> silent.contains(fetch.lane())).toList();
    List.copyOf(link.begun.subList(4, 6)).forEach(lane -> ready(session, lane));
    for (LaneOrder.Fetch fetch : lost) {
      assertTrue(
          link.fetches().stream()
              .anyMatch(other -> !silent.contains(other.lane()) && other.start() == fetch.start()));
    }
  }

  @Test
  public void whatANodeWroteAndDidNotRecordIsLostWithIt() {
    FetchSession session = spread(2, node(1), node(2));
    int there =
        link.begun.stream().filter(n -> link.nodes.get(n).equals(node(2))).findFirst().get();
    LaneOrder.Fetch written = link.last(there);
    ended(session, written, written.end(), null);
    long end = nowNanos + LaneLeases.SILENCE.plusMillis(500).toNanos();
    while (nowNanos < end) {
      leases.heard(1 - there, nowNanos);
      pass(session, Duration.ofMillis(250));
    }
    int next = link.begun.get(2);
    ready(session, next);
    assertEquals(written.start(), link.last(next).start());
  }

  @Test
  public void aNodeThatCannotWorkIsLeftOutUntilNoneIsLeft() {
    FetchSession session = spread(4, node(1), node(2));
    Failure disk = failure(FailureKind.LOCAL_DISK);
    NodeId first = link.nodes.get(0);
    assertEquals(Verdict.GO_ON, session.onReport(new LaneReport.Unfit(RUN, 0, disk), nowNanos));
    passHeard(session, Duration.ofMillis(250));
    obeyAborts(session);
    passHeard(session, Duration.ofMillis(250));
    assertFalse(lanesByNode().containsKey(first));
    int last = link.begun.get(link.begun.size() - 1);
    assertEquals(
        new Verdict.Fail(disk), session.onReport(new LaneReport.Unfit(RUN, last, disk), nowNanos));
  }

  @Test
  public void aLaneThatItsNodeSentAwayIsReplacedElsewhere() {
    FetchSession session = spread(4, node(1), node(2));
    NodeId leaving = link.nodes.get(0);
    session.onReport(new LaneReport.Stopped(RUN, 0), nowNanos);
    passHeard(session, Duration.ofMillis(250));
    assertFalse(leaving.equals(link.nodes.get(link.begun.get(link.begun.size() - 1))));
  }
}
