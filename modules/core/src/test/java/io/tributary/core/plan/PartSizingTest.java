package io.tributary.core.plan;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class PartSizingTest extends JUnitSuite {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final PartSizing ADAPTIVE = new PartSizing(0, 10 * MIB);

  @Test
  public void anExplicitSizeIsTakenExactly() {
    PartSizing sizing = new PartSizing(100 << 10, 10 * MIB);
    assertEquals(100 << 10, sizing.next(GIB, GIB, 4, 0));
    assertEquals(100 << 10, sizing.next(GIB, 5, 4, 1e9));
    assertEquals(100 << 10, sizing.next(48_800_000_000_000L, GIB, 4, 1e9));
  }

  @Test
  public void belowTheThresholdOneRequestTakesAll() {
    assertEquals(10 * MIB - 1, ADAPTIVE.next(10 * MIB - 1, 10 * MIB - 1, 4, 0));
    assertTrue(ADAPTIVE.next(10 * MIB, 10 * MIB, 4, 0) < 10 * MIB);
    assertEquals(1, ADAPTIVE.next(1, 1, 4, 0));
    assertEquals(5 * MIB, new PartSizing(MIB, 10 * MIB).next(5 * MIB, 5 * MIB, 4, 0));
  }

  @Test
  public void theFirstRequestIsModest() {
    assertEquals(PartSizing.FIRST_BYTES, ADAPTIVE.next(GIB, GIB, 4, 0));
  }

  @Test
  public void requestsLastAboutFourSecondsWithinBounds() {
    assertEquals(40_000_000, ADAPTIVE.next(100 * GIB, 100 * GIB, 4, 10e6));
    assertEquals(PartSizing.MOST_BYTES, ADAPTIVE.next(100 * GIB, 100 * GIB, 4, 1e9));
    assertEquals(PartSizing.LEAST_BYTES, ADAPTIVE.next(GIB, GIB, 4, 1000));
  }

  @Test
  public void nearTheEndPiecesShrinkSoThatLanesFinishTogether() {
    assertEquals(10 * MIB, ADAPTIVE.next(100 * GIB, 80 * MIB, 4, 1e9));
    assertEquals(PartSizing.LEAST_BYTES, ADAPTIVE.next(100 * GIB, 2 * MIB, 4, 1e9));
    assertEquals(PartSizing.FLOOR_BYTES, ADAPTIVE.next(GIB, MIB / 2, 4, 1000));
    assertEquals(500_000, ADAPTIVE.next(GIB, MIB, 4, 500e3));
  }

  /** Fault 37: the largest objects there are, in long offsets. */
  @Test
  public void noObjectNeedsMoreThanAHundredThousandRequests() {
    for (long size : new long[] {GIB, 5_000_000_000_000L, 48_800_000_000_000L}) {
      long remaining = size;
      int requests = 0;
      while (remaining > 0) {
        remaining -= Math.min(remaining, ADAPTIVE.next(size, remaining, 8, 100e3));
        requests++;
      }
      assertTrue(size + " took " + requests, requests <= PartSizing.MOST_REQUESTS * 1.01);
    }
  }

  @Test
  public void negativeSettingsAreRefused() {
    Assert.assertThrows(IllegalArgumentException.class, () -> new PartSizing(-1, 0));
    Assert.assertThrows(IllegalArgumentException.class, () -> new PartSizing(0, -1));
  }
}
