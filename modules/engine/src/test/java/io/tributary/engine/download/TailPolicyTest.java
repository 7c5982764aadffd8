package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.range.ByteRange;
import io.tributary.engine.placement.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class TailPolicyTest extends JUnitSuite {
  private static final NodeId HERE = new NodeId("127.0.0.1:1#1");
  private static final long SECOND = 1_000_000_000L;
  private static final long RANGE_BYTES = 512L << 10;
  private static final int LATE_LANES = 50;

  private static Lane runningAt(int number, double bytesPerSecond) {
    Lane lane = new Lane(number, HERE, 0);
    lane.work =
        Work.fetch(number, ByteRange.ofLength(number * 4 * RANGE_BYTES, 4 * RANGE_BYTES), 0);
    lane.moved(lane.work.start + (long) (6 * bytesPerSecond), 6 * SECOND);
    return lane;
  }

  @Test
  public void lanesThatARateLimitHoldsBackAreNeitherRacedWithNorReplaced() {
    List<Lane> lanes = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      lanes.add(runningAt(number, number == 0 ? 100 : 10_000));
    }
    Lane idle = new Lane(9, HERE, 0);
    for (long limit : new long[] {0, 1 << 30}) {
      TailPolicy unlimited = new TailPolicy(1L << 30, limit);
      assertEquals(1, unlimited.replace(lanes, 6 * SECOND).size());
      lanes.get(0).work.shrinking = false;
      assertTrue(unlimited.hedge(idle, lanes, 6 * SECOND).isPresent());
    }
    TailPolicy limited = new TailPolicy(1L << 30, 40_000);
    assertEquals(List.of(), limited.replace(lanes, 6 * SECOND));
    assertTrue(limited.hedge(idle, lanes, 6 * SECOND).isEmpty());
  }

  /**
   * Lanes that hang at the end of a huge download, whose hedging budget would allow for all of
   * them.
   */
  @Test
  public void onlySoManyHedgesRunAtATimeHoweverManyLanesAreLate() {
    TailPolicy tail = new TailPolicy(1L << 40);
    List<Lane> lanes = new ArrayList<>();
    for (int number = 0; number < LATE_LANES; number++) {
      Lane late = new Lane(number, HERE, 0);
      late.work = Work.fetch(number, ByteRange.ofLength(number * RANGE_BYTES, RANGE_BYTES), 0);
      lanes.add(late);
    }

    int hedges = 0;
    for (int number = LATE_LANES; number < 2 * LATE_LANES; number++) {
      Lane idle = new Lane(number, HERE, 0);
      lanes.add(idle);
      var late = tail.hedge(idle, lanes, 60 * SECOND);
      if (late.isPresent()) {
        Work slow = late.get().work;
        slow.hedged = true;
        idle.work =
            Work.hedge(
                number, new ByteRange(slow.start, slow.end), late.get().number, slow.assignment, 0);
        hedges++;
      }
    }

    assertEquals(TailPolicy.MOST_HEDGES, hedges);
    assertTrue(hedges * TailPolicy.MOST_HEDGE_BYTES <= 16L << 20);
  }
}
