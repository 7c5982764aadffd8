package io.tributary.engine.governor;

import static org.junit.Assert.assertEquals;

import java.util.SplittableRandom;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class BandwidthTest extends JUnitSuite {
  private static final long SECOND = FakeTime.SECOND;

  private final FakeTime time = new FakeTime();

  private Bandwidth bandwidth(long bytesPerSecond) {
    return Bandwidth.of(bytesPerSecond, time::nanos);
  }

  /** Takes them; how long to wait before taking more. */
  private static long reserve(Bandwidth bandwidth, long bytes) {
    return bandwidth.waitNanos(bandwidth.take(bytes));
  }

  @Test
  public void noLimitIsNoWait() {
    assertEquals(0, reserve(Bandwidth.of(0), Long.MAX_VALUE));
  }

  @Test
  public void oneBurstIsFreeAndTheRestIsWaitedFor() {
    Bandwidth bandwidth = bandwidth(1000);
    time.passes(SECOND);
    assertEquals(0, reserve(bandwidth, 250));
    assertEquals(SECOND, reserve(bandwidth, 1000));
    assertEquals(2 * SECOND, reserve(bandwidth, 1000));
    time.passes(SECOND);
    assertEquals("time pays", SECOND, reserve(bandwidth, 0));
  }

  @Test
  public void aLongPauseSavesNoMoreThanOneBurst() {
    Bandwidth bandwidth = bandwidth(1000);
    time.passes(3600 * SECOND);
    assertEquals(0, reserve(bandwidth, 250));
    assertEquals(SECOND / 1000, reserve(bandwidth, 1));
  }

  @Test
  public void whoWaitsAlreadyFeelsAChange() {
    Bandwidth bandwidth = bandwidth(100);
    long taken = bandwidth.take(1025);
    assertEquals(10 * SECOND, bandwidth.waitNanos(taken));
    time.passes(SECOND);
    bandwidth.change(1000);
    assertEquals("900 are left", 900 * SECOND / 1000, bandwidth.waitNanos(taken));
    bandwidth.change(10);
    assertEquals(90 * SECOND, bandwidth.waitNanos(taken));
    bandwidth.change(0);
    assertEquals(0, bandwidth.waitNanos(taken));
    bandwidth.change(10);
    assertEquals("what was free stays so", 0, bandwidth.waitNanos(taken));
    assertEquals(SECOND, reserve(bandwidth, 10));
  }

  @Test
  public void whatWasSavedAtAHigherRateIsNotKept() {
    Bandwidth bandwidth = bandwidth(1_000_000);
    time.passes(SECOND);
    bandwidth.change(100);
    assertEquals("a burst of 25 is free", 10 * SECOND, reserve(bandwidth, 1025));
  }

  @Test
  public void aLookSaysHowMuchWasUsedAndWhetherMoreWouldHaveBeen() {
    Bandwidth bandwidth = bandwidth(1000);
    assertEquals(new Bandwidth.Use(0, true), bandwidth.look());
    bandwidth.take(100);
    assertEquals(new Bandwidth.Use(100, false), bandwidth.look());
    bandwidth.take(200);
    assertEquals(new Bandwidth.Use(200, true), bandwidth.look());
    assertEquals(new Bandwidth.Use(0, false), bandwidth.look());
  }

  @Test
  public void overTimeTheRateIsWhatWasAskedWhoeverTakesIt() {
    for (long seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      long rate = 1 + random.nextLong(100_000_000);
      Bandwidth bandwidth = bandwidth(rate);
      time.passes(SECOND);
      long begun = time.nanos;
      long taken = 0;
      while (time.nanos - begun < 100 * SECOND) {
        long bytes = 1 + random.nextLong(rate / 4 + 1);
        taken += bytes;
        time.passes(reserve(bandwidth, bytes));
      }
      double bytesPerSecond = taken / ((time.nanos - begun) / 1e9);
      assertEquals("seed " + seed, (double) rate, bytesPerSecond, rate * 0.02 + 1);
    }
  }
}
