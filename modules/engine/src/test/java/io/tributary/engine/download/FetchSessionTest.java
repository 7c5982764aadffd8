package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.plan.LaneTuner;
import io.tributary.core.plan.PartQueue;
import io.tributary.core.plan.PartSizing;
import io.tributary.core.range.ByteRange;
import io.tributary.core.retry.RetryPolicy;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.lane.LaneReport;
import io.tributary.engine.placement.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class FetchSessionTest extends JUnitSuite {
  private static final long RUN = 7;
  private static final long MIB = 1L << 20;
  private static final long SIZE = 64 * MIB;
  private static final long SECOND = 1_000_000_000L;
  private static final long RETRIES = 3;
  private static final NodeId HERE = new NodeId("127.0.0.1:1#1");

  /** Keeps what the lanes were told. */
  private static final class RecordingLink implements LaneLink {
    final List<Integer> begun = new ArrayList<>();
    final List<Integer> stopped = new ArrayList<>();
    final Map<Integer, NodeId> nodes = new TreeMap<>();
    final List<LaneOrder> orders = new ArrayList<>();

    @Override
    public void begin(NodeId node, int lane) {
      begun.add(lane);
      nodes.put(lane, node);
    }

    @Override
    public void send(NodeId node, LaneOrder order) {
      orders.add(order);
    }

    @Override
    public void stop(NodeId node, int lane) {
      stopped.add(lane);
    }

    @Override
    public void close() {}

    List<LaneOrder.Fetch> fetches() {
      return of(LaneOrder.Fetch.class);
    }

    <T extends LaneOrder> List<T> of(Class<T> type) {
      return orders.stream().filter(type::isInstance).map(type::cast).toList();
    }

    LaneOrder.Fetch last(int lane) {
      List<LaneOrder.Fetch> all = fetches().stream().filter(f -> f.lane() == lane).toList();
      return all.get(all.size() - 1);
    }
  }

  private final RecordingLink link = new RecordingLink();
  private final RunStatistics statistics = new RunStatistics(0);
  private LaneBoard board;
  private LaneLeases leases;
  private long nowNanos = 5;
  private List<NodeId> nodes = List.of(HERE);

  private FetchSession session(int lanes, boolean ranges, long sizeBytes) {
    board =
        new LaneBoard(
            sizeBytes,
            ranges,
            PartQueue.of(List.of(new ByteRange(0, ranges ? sizeBytes : Long.MAX_VALUE))),
            new PartSizing(MIB, 0),
            new TailPolicy(sizeBytes));
    LaneTuner tuner = LaneTuner.fixed(lanes);
    LaneFailures failures =
        new LaneFailures(
            tuner, new RetryPolicy((int) RETRIES), new SplittableRandom(1), statistics);
    leases = new LaneLeases();
    LaneCrew crew = new LaneCrew(link, board, leases, new LaneSpread(0), statistics);
    FetchSession session =
        new FetchSession(RUN, "https://host/x", ranges, board, crew, tuner, failures, statistics);
    session.start(surroundings(), nowNanos);
    return session;
  }

  /** Nothing is recorded, ever. */
  private Surroundings surroundings() {
    return new Surroundings(nodes, List::of);
  }

  private Verdict ready(FetchSession session, int lane) {
    return session.onReport(new LaneReport.Ready(RUN, lane, nowNanos), nowNanos);
  }

  private Verdict ended(FetchSession session, LaneOrder.Fetch fetch, long position, Failure why) {
    return ended(session, fetch, position, why, -1);
  }

  private Verdict ended(
      FetchSession session, LaneOrder.Fetch fetch, long position, Failure why, long retryMillis) {
    return session.onReport(
        new LaneReport.Ended(
            RUN,
            fetch.lane(),
            fetch.assignment(),
            position,
            position - fetch.start(),
            why,
            retryMillis),
        nowNanos);
  }

  private void progress(FetchSession session, LaneOrder.Fetch fetch, long position) {
    session.onReport(
        new LaneReport.Progress(RUN, fetch.lane(), fetch.assignment(), position, nowNanos),
        nowNanos);
  }

  private static Failure failure(FailureKind kind) {
    return new Failure(kind, "fetch", "https://host/x", "it failed", "");
  }

  /** Virtual time goes by, in ticks; returns the first verdict that is not to go on. */
  private Verdict pass(FetchSession session, Duration time) {
    for (long end = nowNanos + time.toNanos(); nowNanos < end; ) {
      nowNanos += SECOND / 4;
      Verdict verdict = session.tick(surroundings(), nowNanos, 0);
      if (!verdict.equals(Verdict.GO_ON)) {
        return verdict;
      }
    }
    return Verdict.GO_ON;
  }

  /** The same while the lanes say that they are there. */
  private void passHeard(FetchSession session, Duration time) {
    for (long end = nowNanos + time.toNanos(); nowNanos < end; ) {
      leases.allHeard(nowNanos);
      assertEquals(Verdict.GO_ON, pass(session, Duration.ofMillis(250)));
    }
  }

  @Test
  public void aReadyLaneGetsTheLowestRangeThatWaits() {
    FetchSession session = session(2, true, SIZE);
    assertEquals(List.of(0, 1), link.begun);
    ready(session, 1);
    ready(session, 0);
    assertEquals(
        List.of(new LaneOrder.Fetch(1, 1, 0, MIB), new LaneOrder.Fetch(0, 2, MIB, 2 * MIB)),
        link.orders);
  }

  @Test
  public void aFailedRangeIsTriedAgainAfterAPauseUntilTheBudgetIsSpent() {
    FetchSession session = session(1, true, SIZE);
    ready(session, 0);
    for (int failed = 1; failed <= RETRIES; failed++) {
      LaneOrder.Fetch fetch = link.last(0);
      assertEquals(Verdict.GO_ON, ended(session, fetch, 0, failure(FailureKind.NETWORK)));
      assertEquals("not at once", failed, link.fetches().size());
      pass(session, Duration.ofSeconds(2));
      assertEquals(new LaneOrder.Fetch(0, failed + 1, 0, MIB), link.last(0));
    }
    assertEquals(
        new Verdict.Fail(failure(FailureKind.NETWORK)),
        ended(session, link.last(0), 0, failure(FailureKind.NETWORK)));
    assertEquals(RETRIES, statistics.retries());
  }

  @Test
  public void aByteOfProgressRenewsTheBudget() {
    FetchSession session = session(1, true, SIZE);
    ready(session, 0);
    for (int failed = 0; failed < 3 * RETRIES; failed++) {
      LaneOrder.Fetch fetch = link.last(0);
      Failure failure = failure(FailureKind.NETWORK);
      assertEquals(Verdict.GO_ON, ended(session, fetch, fetch.start() + 1, failure));
      passHeard(session, Duration.ofSeconds(5));
      assertEquals(fetch.start() + 1, link.last(0).start());
    }
  }

  @Test
  public void theServersRetryAfterIsObeyed() {
    FetchSession session = session(1, true, SIZE);
    ready(session, 0);
    ended(session, link.last(0), 0, failure(FailureKind.NETWORK), 60_000);
    pass(session, Duration.ofSeconds(59));
    assertEquals(1, link.fetches().size());
    pass(session, Duration.ofSeconds(3));
    assertEquals(2, link.fetches().size());
  }

  @Test
  public void throttlingHalvesTheLanesAndTheyComeBackOneByOne() {
    FetchSession session = session(8, true, SIZE);
    for (int lane = 0; lane < 8; lane++) {
      ready(session, lane);
    }
    List<LaneOrder.Fetch> first = link.fetches();
    first.forEach(fetch -> ended(session, fetch, 0, failure(FailureKind.THROTTLED)));
    pass(session, Duration.ofSeconds(3));
    assertEquals(4, session.busyLanes());
    for (int wait = 0; wait < 13; wait++) {
      link.fetches().forEach(fetch -> progress(session, fetch, fetch.start() + 1));
      pass(session, Duration.ofSeconds(1));
    }
    assertEquals(5, session.busyLanes());
  }

  @Test
  public void anAnswerThatMakesNoSenseIsTriedOnceMore() {
    FetchSession session = session(1, true, SIZE);
    ready(session, 0);
    assertEquals(Verdict.GO_ON, ended(session, link.last(0), 0, failure(FailureKind.PROTOCOL)));
    pass(session, Duration.ofSeconds(2));
    assertEquals(
        new Verdict.Fail(failure(FailureKind.PROTOCOL)),
        ended(session, link.last(0), 0, failure(FailureKind.PROTOCOL)));
  }

  @Test
  public void whatNoRetryChangesEndsTheRun() {
    for (FailureKind kind :
        List.of(FailureKind.ACCESS_DENIED, FailureKind.LOCAL_DISK, FailureKind.INTERNAL)) {
      FetchSession session = session(1, true, SIZE);
      ready(session, 0);
      assertEquals(new Verdict.Fail(failure(kind)), ended(session, link.last(0), 0, failure(kind)));
    }
  }

  @Test
  public void aChangedAndAVanishedObjectAreToldApart() {
    FetchSession session = session(2, true, SIZE);
    ready(session, 0);
    ready(session, 1);
    Failure changed = failure(FailureKind.SOURCE_CHANGED);
    assertEquals(new Verdict.SourceChanged(changed), ended(session, link.last(0), 0, changed));
    Failure vanished = failure(FailureKind.NOT_FOUND);
    assertEquals(new Verdict.Vanished(vanished), ended(session, link.last(1), 0, vanished));
  }

  @Test
  public void aSilentLaneLosesItsRangeToAnother() {
    FetchSession session = session(2, true, SIZE);
    ready(session, 0);
    LaneOrder.Fetch lost = link.last(0);
    pass(session, LaneLeases.SILENCE.plusSeconds(1));
    assertEquals("it is asked again", List.of(0, 1, 0), link.begun);
    ready(session, 1);
    assertEquals(new LaneOrder.Fetch(1, 2, lost.start(), lost.end()), link.last(1));
    ended(session, lost, lost.end(), null);
    assertEquals("what it says of the lost range is too late", 0, statistics.receivedBytes());
  }

  @Test
  public void aLaneThatReportsKeepsItsRange() {
    FetchSession session = session(1, true, SIZE);
    ready(session, 0);
    for (int second = 1; second < 60; second++) {
      progress(session, link.last(0), second);
      pass(session, Duration.ofSeconds(1));
    }
    assertEquals(1, link.fetches().size());
    assertEquals(List.of(0), link.begun);
  }

  @Test
  public void aLaneAtWorkOnSomethingElseLosesItsRange() {
    FetchSession session = session(1, true, SIZE);
    ready(session, 0);
    LaneOrder.Fetch other = new LaneOrder.Fetch(0, 99, 0, MIB);
    for (int second = 1; second <= LaneLeases.SILENCE.toSeconds() + 1; second++) {
      progress(session, other, second);
      pass(session, Duration.ofSeconds(1));
    }
    assertEquals(List.of(0, 0), link.begun);
  }

  @Test
  public void anIdleLaneMayBeSilentForAnyTime() {
    FetchSession session = session(1, true, MIB);
    ready(session, 0);
    ended(session, link.last(0), MIB, null);
    pass(session, SilenceWatch.SETTLE_PATIENCE.minusSeconds(1));
    session.requeue(List.of(new ByteRange(5, 9)));
    pass(session, LaneLeases.SILENCE.minusSeconds(1));
    assertEquals(new LaneOrder.Fetch(0, 2, 5, 9), link.last(0));
    assertEquals("it lost nothing", List.of(0), link.begun);
  }

  @Test
  public void aPauseOfTheWholeProcessIsNobodysSilence() {
    FetchSession session = session(2, true, SIZE);
    ready(session, 0);
    ready(session, 1);
    nowNanos += 3600 * SECOND;
    assertEquals(Verdict.GO_ON, session.tick(surroundings(), nowNanos, 0));
    assertEquals(2, link.fetches().size());
    assertEquals(List.of(0, 1), link.begun);
  }

  @Test
  public void whatWasFetchedAndNeverRecordedIsFetchedAgain() {
    FetchSession session = session(1, true, MIB);
    ready(session, 0);
    ended(session, link.last(0), MIB, null);
    assertEquals(List.of(new LaneOrder.Settle(0)), link.of(LaneOrder.Settle.class));
    assertEquals(Verdict.GO_ON, pass(session, SilenceWatch.SETTLE_PATIENCE.minusSeconds(1)));
    assertEquals(new Verdict.RequeueMissing(), pass(session, Duration.ofSeconds(2)));
    session.requeue(List.of(new ByteRange(5, 9)));
    pass(session, Duration.ofSeconds(1));
    assertEquals(new LaneOrder.Fetch(0, 2, 5, 9), link.last(0));
  }

  @Test
  public void whatIsStillBeingFlushedIsWaitedFor() {
    FetchSession session = session(1, true, MIB);
    ready(session, 0);
    ended(session, link.last(0), MIB, null);
    for (int i = 0; i < 10; i++) {
      assertEquals(Verdict.GO_ON, pass(session, SilenceWatch.SETTLE_PATIENCE.minusSeconds(1)));
      session.onFlushing();
    }
    pass(session, Duration.ofSeconds(1));
    assertEquals(
        new Verdict.RequeueMissing(), pass(session, SilenceWatch.SETTLE_PATIENCE.plusSeconds(1)));
  }

  @Test
  public void aStreamIsNeverHandedOutInItsMiddle() {
    FetchSession session = session(4, false, SIZE);
    assertEquals("one stream, one lane", List.of(0), link.begun);
    ready(session, 0);
    assertEquals(new LaneOrder.Fetch(0, 1, 0, Long.MAX_VALUE), link.last(0));
    assertEquals(new Verdict.StreamComplete(SIZE), ended(session, link.last(0), SIZE, null));
    Verdict verdict = pass(session, SilenceWatch.SETTLE_PATIENCE.plusSeconds(2));
    assertTrue(verdict.toString(), verdict instanceof Verdict.StreamBroken);
  }

  @Test
  public void aSilentStreamIsBroken() {
    FetchSession session = session(1, false, SIZE);
    ready(session, 0);
    Verdict verdict = pass(session, LaneLeases.SILENCE.plusSeconds(1));
    assertTrue(verdict.toString(), verdict instanceof Verdict.StreamBroken);
    assertEquals(1, link.fetches().size());
  }

  @Test
  public void aBrokenStreamStartsFromItsBeginningOrEndsTheRun() {
    FetchSession session = session(1, false, SIZE);
    ready(session, 0);
    Failure network = failure(FailureKind.NETWORK);
    assertEquals(
        new Verdict.StreamBroken(network, 1500), ended(session, link.last(0), 9, network, 1500));
    session = session(1, false, SIZE);
    ready(session, 0);
    Failure denied = failure(FailureKind.ACCESS_DENIED);
    assertEquals(new Verdict.Fail(denied), ended(session, link.last(0), 9, denied));
  }

  @Test
  public void aDiskThatCannotFlushEndsTheRun() {
    FetchSession session = session(1, true, SIZE);
    Failure disk = failure(FailureKind.LOCAL_DISK);
    assertEquals(
        new Verdict.Fail(disk), session.onFlushFailed(new FlushReport.FlushFailed(RUN, disk)));
    assertEquals(
        new Verdict.Fail(disk), session.onReport(new LaneReport.Unfit(RUN, 0, disk), nowNanos));
  }

  /** Two lanes, of which lane 0 hangs near its end and lane 1 is free to hedge. */
  private FetchSession lateLane() {
    FetchSession session = session(2, true, 2 * MIB);
    ready(session, 0);
    ready(session, 1);
    nowNanos += SECOND;
    progress(session, link.last(0), MIB - 1000);
    ended(session, link.last(1), 2 * MIB, null);
    return session;
  }

  @Test
  public void aLateRangeIsHedgedAndTheHedgeGetsWhatTheLateLaneGivesUp() {
    FetchSession session = lateLane();
    passHeard(session, Duration.ofSeconds(4));
    LaneOrder.Hedge hedge = link.of(LaneOrder.Hedge.class).get(0);
    assertEquals(MIB - 1000, hedge.start());
    assertEquals(MIB, hedge.end());
    session.onReport(new LaneReport.HedgeReady(RUN, 1, hedge.assignment()), nowNanos);
    assertEquals(List.of(new LaneOrder.Shrink(0, 1, MIB - 1000)), link.of(LaneOrder.Shrink.class));
    session.onReport(new LaneReport.Shrunk(RUN, 0, 1, MIB - 900), nowNanos);
    assertEquals(
        List.of(new LaneOrder.Commit(1, hedge.assignment(), MIB - 900)),
        link.of(LaneOrder.Commit.class));
    assertEquals(0, board.waitingBytes());
  }

  @Test
  public void aHedgeThatComesTooLateIsDropped() {
    FetchSession session = lateLane();
    passHeard(session, Duration.ofSeconds(4));
    LaneOrder.Hedge hedge = link.of(LaneOrder.Hedge.class).get(0);
    ended(session, link.last(0), MIB, null);
    assertEquals(
        List.of(new LaneOrder.Abort(1, hedge.assignment())), link.of(LaneOrder.Abort.class));
    assertEquals(0, board.waitingBytes());
  }

  @Test
  public void aHedgeThatFailsWaitsBeforeTheNextAndNeverEndsTheRun() {
    FetchSession session = lateLane();
    passHeard(session, Duration.ofSeconds(4));
    for (int failed = 1; failed <= 4 * RETRIES; failed++) {
      List<LaneOrder.Hedge> hedges = link.of(LaneOrder.Hedge.class);
      assertEquals("not at once", failed, hedges.size());
      long assignment = hedges.get(failed - 1).assignment();
      Failure failure = failure(FailureKind.ACCESS_DENIED);
      assertEquals(
          Verdict.GO_ON,
          session.onReport(new LaneReport.Ended(RUN, 1, assignment, 0, 0, failure, -1), nowNanos));
      for (int ticks = 0; ticks < 100 && link.of(LaneOrder.Hedge.class).size() == failed; ticks++) {
        progress(session, link.last(0), MIB - 1000);
        pass(session, Duration.ofMillis(250));
      }
    }
  }

  @Test
  public void aThrottledHedgeSlowsTheDownloadDown() {
    FetchSession session = lateLane();
    passHeard(session, Duration.ofSeconds(4));
    long assignment = link.of(LaneOrder.Hedge.class).get(0).assignment();
    Failure failure = failure(FailureKind.THROTTLED);
    session.onReport(new LaneReport.Ended(RUN, 1, assignment, 0, 0, failure, -1), nowNanos);
    for (int second = 0; second < 5; second++) {
      progress(session, link.last(0), MIB - 1000);
      pass(session, Duration.ofSeconds(1));
    }
    assertEquals("one lane is allowed, and at work", 1, link.of(LaneOrder.Hedge.class).size());
  }

  @Test
  public void everyLaneIsToldToStop() {
    FetchSession session = session(3, true, SIZE);
    assertEquals(3, session.stopLanes());
    assertEquals(List.of(0, 1, 2), link.stopped);
    assertFalse(board.exhausted());
  }

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
