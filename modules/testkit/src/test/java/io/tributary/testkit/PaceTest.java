package io.tributary.testkit;

import static org.junit.Assert.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class PaceTest extends JUnitSuite {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long RATE = 20_000;
  private static final int PIECE = 1000;

  /** When so many bytes, sent as soon as they may be, have been sent. */
  private static long send(Pace pace, long from, long bytes, long lateNanos) {
    long now = from;
    for (long sent = 0; sent < bytes; sent += PIECE) {
      now = Math.max(now, pace.afterSending(PIECE, now)) + lateNanos;
    }
    return now;
  }

  @Test
  public void bytesGoAtTheRate() {
    assertEquals(5.0, send(new Pace(RATE, 42), 42, 100_000, 0) / (double) SECOND, 0.01);
  }

  /** Each wait takes a little longer than it should. */
  @Test
  public void wakingUpLateMakesNothingSlower() {
    assertEquals(5.0, send(new Pace(RATE, 0), 0, 100_000, SECOND / 100) / (double) SECOND, 0.1);
  }

  @Test
  public void aPauseIsNotMadeUpFor() {
    Pace pace = new Pace(RATE, 0);
    long paused = send(pace, 0, 20_000, 0) + 10 * SECOND;
    assertEquals(1.0, (send(pace, paused, 20_000, 0) - paused) / (double) SECOND, 0.051);
  }

  @Test
  public void theClockMayWrap() {
    long start = Long.MAX_VALUE - 5;
    long due = new Pace(RATE, start).afterSending(RATE, start);
    assertEquals(SECOND, due - start);
  }
}
