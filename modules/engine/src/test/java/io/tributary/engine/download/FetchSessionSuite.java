package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.plan.LaneTuner;
import io.tributary.core.plan.PartQueue;
import io.tributary.core.plan.PartSizing;
import io.tributary.core.range.ByteRange;
import io.tributary.core.retry.RetryPolicy;
import io.tributary.engine.lane.LaneReport;
import io.tributary.engine.observe.NodeObserver;
import io.tributary.engine.placement.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.scalatestplus.junit.JUnitSuite;

/** A session in virtual time, whose lanes only keep what they are told. */
abstract class FetchSessionSuite extends JUnitSuite {
  static final long RUN = 7;
  static final long MIB = 1L << 20;
  static final long SIZE = 64 * MIB;
  static final long SECOND = 1_000_000_000L;
  static final long RETRIES = 3;
  static final NodeId HERE = new NodeId("127.0.0.1:1#1");

  /** Keeps what the lanes were told. */
  static final class RecordingLink implements LaneLink {
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

  final RecordingLink link = new RecordingLink();
  final AttemptNotes attempts = AttemptNotes.kept(NodeId::text, () -> this.nowNanos / 1_000_000);
  final RunStatistics statistics = new RunStatistics(0, NodeObserver.NONE, attempts);
  LaneBoard board;
  LaneLeases leases;
  boolean othersMayTakeOver;
  long nowNanos = 5;
  List<NodeId> nodes = List.of(HERE);

  FetchSession session(int lanes, boolean ranges, long sizeBytes) {
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
    leases = new LaneLeases(othersMayTakeOver);
    LaneCrew crew = new LaneCrew(link, board, leases, new LaneSpread(0), statistics);
    FetchSession session =
        new FetchSession(RUN, "https://host/x", ranges, board, crew, tuner, failures, statistics);
    session.start(surroundings(), nowNanos);
    return session;
  }

  /** Nothing is recorded, ever. */
  Surroundings surroundings() {
    return new Surroundings(nodes, List::of);
  }

  Verdict ready(FetchSession session, int lane) {
    return session.onReport(new LaneReport.Ready(RUN, lane, nowNanos), nowNanos);
  }

  Verdict ended(FetchSession session, LaneOrder.Fetch fetch, long position, Failure why) {
    return ended(session, fetch, position, why, -1);
  }

  Verdict ended(
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

  void progress(FetchSession session, LaneOrder.Fetch fetch, long position) {
    session.onReport(
        new LaneReport.Progress(RUN, fetch.lane(), fetch.assignment(), position, nowNanos),
        nowNanos);
  }

  static Failure failure(FailureKind kind) {
    return new Failure(kind, "fetch", "https://host/x", "it failed", "");
  }

  /** Virtual time goes by, in ticks; returns the first verdict that is not to go on. */
  Verdict pass(FetchSession session, Duration time) {
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
  void passHeard(FetchSession session, Duration time) {
    for (long end = nowNanos + time.toNanos(); nowNanos < end; ) {
      leases.allHeard(nowNanos);
      assertEquals(Verdict.GO_ON, pass(session, Duration.ofMillis(250)));
    }
  }
}
