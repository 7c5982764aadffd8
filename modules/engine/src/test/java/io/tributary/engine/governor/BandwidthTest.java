package io.tributary.engine.governor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.SplittableRandom;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class BandwidthTest extends JUnitSuite {
  private static final long SECOND = 1_000_000_000L;

  @Test
  public void noLimitIsNoWait() {
    assertTrue(Bandwidth.of(0).unlimited());
    assertEquals(0, Bandwidth.of(0).reserve(Long.MAX_VALUE));
  }

  @Test
  public void oneBurstIsFreeAndTheRestIsWaitedFor() {
    Bandwidth bandwidth = Bandwidth.of(1000);
    long now = System.nanoTime() + SECOND;
    assertEquals(0, bandwidth.reserve(250, now));
    assertEquals(SECOND, bandwidth.reserve(1000, now));
    assertEquals(2 * SECOND, bandwidth.reserve(1000, now));
    assertEquals("time pays", SECOND, bandwidth.reserve(0, now + SECOND));
  }

  @Test
  public void aLongPauseSavesNoMoreThanOneBurst() {
    Bandwidth bandwidth = Bandwidth.of(1000);
    long now = System.nanoTime() + 3600 * SECOND;
    assertEquals(0, bandwidth.reserve(250, now));
    assertEquals(SECOND / 1000, bandwidth.reserve(1, now));
  }

  @Test
  public void overTimeTheRateIsWhatWasAskedWhoeverTakesIt() {
    for (long seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      long rate = 1 + random.nextLong(100_000_000);
      Bandwidth bandwidth = Bandwidth.of(rate);
      long begun = System.nanoTime() + SECOND;
      long now = begun;
      long taken = 0;
      while (now - begun < 100 * SECOND) {
        long bytes = 1 + random.nextLong(rate / 4 + 1);
        taken += bytes;
        now += bandwidth.reserve(bytes, now);
      }
      double bytesPerSecond = taken / ((now - begun) / 1e9);
      assertEquals("seed " + seed, (double) rate, bytesPerSecond, rate * 0.02 + 1);
    }
  }
}
