package io.tributary.engine.lane;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class StallWatchTest extends JUnitSuite {
  private static final long SECOND = 1_000_000_000L;

  /** Shortly before the clock wraps; no compile-time constant, which must not. */
  private static final long BEGIN = nearlyOver(SECOND);

  private final StallWatch watch = new StallWatch(Duration.ofSeconds(20), BEGIN);

  @Test
  public void silenceForTheWholeWindowIsAStall() {
    assertFalse(watch.stalled(BEGIN + 20 * SECOND - 1));
    assertTrue(watch.stalled(BEGIN + 20 * SECOND));
  }

  @Test
  public void silenceAfterMuchIsAStallToo() {
    watch.received(1L << 40, BEGIN + SECOND);
    assertFalse(watch.stalled(BEGIN + 20 * SECOND));
    assertTrue(watch.stalled(BEGIN + 21 * SECOND));
  }

  private boolean stalledWithin(long seconds, long bytesPerSecond) {
    boolean stalled = false;
    for (long second = 1; second <= seconds; second++) {
      watch.received(bytesPerSecond, BEGIN + second * SECOND);
      stalled |= watch.stalled(BEGIN + second * SECOND);
    }
    return stalled;
  }

  @Test
  public void aTrickleIsAStall() {
    assertFalse(stalledWithin(19, StallWatch.LEAST_BYTES_PER_SECOND - 1));
    watch.received(1, BEGIN + 20 * SECOND);
    assertTrue(watch.stalled(BEGIN + 20 * SECOND));
  }

  @Test
  public void theLeastThroughputIsEnough() {
    assertFalse(stalledWithin(200, StallWatch.LEAST_BYTES_PER_SECOND));
  }

  @Test
  public void timeInWhichWeHeldItBackDoesNotCount() {
    watch.heldBack(BEGIN + 19 * SECOND);
    assertFalse(watch.stalled(BEGIN + 38 * SECOND));
    assertTrue(watch.stalled(BEGIN + 39 * SECOND));
  }

  private static long nearlyOver(long nanos) {
    return Long.MAX_VALUE - nanos;
  }

  @Test
  public void timeThatTheDiskTookDoesNotCount() {
    watch.kept(19 * SECOND);
    assertFalse(watch.stalled(BEGIN + 38 * SECOND));
    assertTrue(watch.stalled(BEGIN + 39 * SECOND));
  }
}
