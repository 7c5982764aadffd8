package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

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

/**
 * Whole downloads in virtual time, each from a seed: lanes of different speeds that stall and fail,
 * messages that are late. What fails names its seed.
 */
public final class LaneSimulationTest extends JUnitSuite {
  private static final int SEEDS = 300;
  private static final long MOST_STEPS = 200_000;
  private static final int TICK_STEPS = 5;
  private static final Surroundings SURROUNDINGS =
      new Surroundings(List.of(new NodeId("127.0.0.1:1#1")), List::of);

  private static final class Simulation implements LaneLink {
    final SplittableRandom random;
    final WrittenOnce file = new WrittenOnce();
    final List<VirtualLane> lanes = new ArrayList<>();
    final RunStatistics statistics = new RunStatistics(0);
    final long sizeBytes;
    final int most;
    final LaneBoard board;
    final FetchSession session;
    final boolean[] begun;
    int splits;
    int hedges;
    int commits;
    long step;

    Simulation(long seed) {
      random = new SplittableRandom(seed);
      sizeBytes = 1 + random.nextLong(1L << (10 + random.nextInt(19)));
      most = 1 + random.nextInt(16);
      begun = new boolean[most];
      double failures = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.3;
      for (int number = 0; number < most; number++) {
        double speed = 100_000 * Math.pow(2, random.nextInt(8));
        lanes.add(new VirtualLane(number, random, file, speed, failures));
      }
      long partBytes = random.nextBoolean() ? 0 : (100L << 10) << random.nextInt(8);
      board =
          new LaneBoard(
              sizeBytes,
              true,
              PartQueue.of(List.of(new ByteRange(0, sizeBytes))),
              new PartSizing(partBytes, random.nextInt(20) << 20),
              new TailPolicy(sizeBytes));
      LaneTuner tuner = LaneTuner.fixed(most);
      session =
          new FetchSession(
              1,
              "x",
              true,
              board,
              new LaneCrew(this, board, leases(seed), new LaneSpread(0), statistics),
              tuner,
              new LaneFailures(tuner, new RetryPolicy(1_000_000), random, statistics),
              statistics);
    }

    private static LaneLeases leases(long seed) {
      boolean othersMayTakeOver = seed % 2 == 0;
      return new LaneLeases(othersMayTakeOver);
    }

    long nowNanos() {
      return step * VirtualLane.STEP_NANOS;
    }

    @Override
    public void begin(NodeId node, int lane) {
      assertFalse("lane " + lane + " was never silent", begun[lane]);
      begun[lane] = true;
      lanes.get(lane).begin(step);
    }

    @Override
    public void send(NodeId node, LaneOrder order) {
      splits += order instanceof LaneOrder.Shrink ? 1 : 0;
      hedges += order instanceof LaneOrder.Hedge ? 1 : 0;
      commits += order instanceof LaneOrder.Commit ? 1 : 0;
      lanes.get(order.lane()).order(step, order);
    }

    @Override
    public void stop(NodeId node, int lane) {}

    @Override
    public void close() {}

    void run() {
      session.start(SURROUNDINGS, 0);
      for (step = 1; !board.exhausted() || step == 1; step++) {
        assertTrue("it never ends: " + file.bytes() + " of " + sizeBytes, step < MOST_STEPS);
        for (VirtualLane lane : lanes) {
          lane.run(step);
          for (LaneReport report = lane.pollReport(step);
              report != null;
              report = lane.pollReport(step)) {
            goesOn(session.onReport(report, nowNanos()));
          }
        }
        if (step % TICK_STEPS == 0) {
          goesOn(session.tick(SURROUNDINGS, nowNanos(), statistics.receivedBytes()));
          nobodyIsIdleWhileRangesWait();
        }
      }
    }

    private void goesOn(Verdict verdict) {
      assertEquals(Verdict.GO_ON, verdict);
    }

    private void nobodyIsIdleWhileRangesWait() {
      boolean idle = board.lanes().stream().anyMatch(lane -> lane.idle(nowNanos()));
      assertFalse(idle && board.waitingBytes() > 0);
    }
  }

  @Test
  public void everyByteIsWrittenOnceWhateverTheLanesDo() {
    int splits = 0;
    int hedges = 0;
    int commits = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Simulation simulation = new Simulation(seed);
      try {
        simulation.run();
        assertEquals(simulation.sizeBytes, simulation.file.bytes());
        long hedged = simulation.lanes.stream().mapToLong(lane -> lane.hedgedBytes).sum();
        long budget =
            Math.max(
                TailPolicy.MOST_HEDGE_BYTES,
                (long) (simulation.sizeBytes * TailPolicy.HEDGE_SHARE));
        assertTrue("hedged " + hedged + " of " + budget, hedged <= budget);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
      splits += simulation.splits;
      hedges += simulation.hedges;
      commits += simulation.commits;
    }
    assertTrue("the seeds show splits", splits > SEEDS);
    assertTrue("the seeds show hedges, " + hedges, hedges > SEEDS / 2);
    assertTrue("the seeds show hedges that win, " + commits, commits > SEEDS / 10);
  }
}
