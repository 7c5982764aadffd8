package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.range.ByteRange;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class TailPolicyTest extends JUnitSuite {
  private static final long SECOND = 1_000_000_000L;
  private static final long RANGE_BYTES = 512L << 10;
  private static final int LATE_LANES = 50;

  /**
   * Lanes that hang at the end of a huge download, whose hedging budget would allow for all of
   * them.
   */
  @Test
  public void onlySoManyHedgesRunAtATimeHoweverManyLanesAreLate() {
    TailPolicy tail = new TailPolicy(1L << 40);
    List<Lane> lanes = new ArrayList<>();
    for (int number = 0; number < LATE_LANES; number++) {
      Lane late = new Lane(number, 0);
      late.work = Work.fetch(number, ByteRange.ofLength(number * RANGE_BYTES, RANGE_BYTES), 0);
      lanes.add(late);
    }

    int hedges = 0;
    for (int number = LATE_LANES; number < 2 * LATE_LANES; number++) {
      Lane idle = new Lane(number, 0);
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
