package io.tributary.benchmarks.relay;

import static org.junit.Assert.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class PaceTest extends JUnitSuite {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int CHUNK = 32 << 10;

  /** How long so many bytes take when they are always there. */
  private static double seconds(Pace pace, long began, long bytes) {
    long now = began;
    for (long sent = 0; sent < bytes; sent += CHUNK) {
      now = pace.reserve(now, CHUNK);
    }
    return (now - began) / (double) SECOND;
  }

  @Test
  public void bytesGoAtTheRate() {
    assertEquals(5, seconds(Pace.of(20_000_000), 42, 100_000_000), 0.02);
  }

  /** What nginx does not do: an idle connection has nothing saved up. */
  @Test
  public void idlenessIsNotMadeUpFor() {
    Pace pace = Pace.of(20_000_000);
    seconds(pace, 0, 1_000_000);
    assertEquals(1, seconds(pace, 100 * SECOND, 20_000_000), 0.02);
  }

  @Test
  public void withoutALimitBytesGoAtOnce() {
    assertEquals(7, Pace.of(0).reserve(7, CHUNK));
  }

  @Test
  public void theClockMayWrap() {
    assertEquals(1, seconds(Pace.of(20_000_000), Long.MAX_VALUE - 5, 20_000_000), 0.02);
  }
}
