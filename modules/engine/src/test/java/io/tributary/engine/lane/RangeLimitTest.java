package io.tributary.engine.lane;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class RangeLimitTest extends JUnitSuite {
  private static final int SEEDS = 200;

  @Test
  public void claimsAndShrinksAtTheSameTimeGiveEveryByteToExactlyOne() throws Exception {
    for (long seed = 0; seed < SEEDS; seed++) {
      long start = 100;
      long end = 10_100;
      RangeLimit limit = new RangeLimit(start, end);
      AtomicLong claimed = new AtomicLong(start);
      long givenAway = 0;
      CyclicBarrier barrier = new CyclicBarrier(2);
      SplittableRandom random = new SplittableRandom(seed);
      SplittableRandom shrinks = random.split();
      Thread writer =
          new Thread(
              () -> {
                meet(barrier);
                for (int granted = 1; granted > 0; ) {
                  granted = limit.claim(1 + random.nextInt(50));
                  claimed.addAndGet(granted);
                }
              });
      writer.start();
      meet(barrier);
      long before = end;
      for (int i = 0; i < 50; i++) {
        long after = limit.shrinkTo(start + shrinks.nextLong(before - start + 1));
        assertTrue("seed " + seed, after <= before);
        givenAway += before - after;
        before = after;
      }
      writer.join();
      assertEquals("seed " + seed, end, claimed.get() + givenAway);
      assertTrue(limit.reached());
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  public void whatIsClaimedIsNotGivenAway() {
    RangeLimit limit = new RangeLimit(10, 20);
    assertEquals(4, limit.claim(4));
    assertEquals(14, limit.shrinkTo(3));
    assertEquals(0, limit.claim(1));
    assertTrue(limit.reached());
  }

  @Test
  public void theEndNeverMovesUp() {
    RangeLimit limit = new RangeLimit(10, 20);
    assertEquals(15, limit.shrinkTo(15));
    assertEquals(15, limit.shrinkTo(18));
    assertEquals(5, limit.remaining());
  }

  @Test
  public void whoLeavesMayStillClaimWhatHasArrived() {
    RangeLimit limit = new RangeLimit(10, 20);
    assertFalse(limit.over());
    limit.leave();
    assertTrue(limit.over());
    assertEquals(3, limit.claim(3));
  }
}
