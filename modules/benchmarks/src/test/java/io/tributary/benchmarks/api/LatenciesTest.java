package io.tributary.benchmarks.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Shares of latencies, and what counts as a failure. */
public final class LatenciesTest extends JUnitSuite {
  private final Latencies latencies = new Latencies();

  @Test
  public void aShareOfThemWasAnsweredWithinSoLong() {
    assertTrue(Double.isNaN(latencies.millis(0.5)));
    for (int millis = 200; millis > 0; millis--) {
      latencies.add(200, TimeUnit.MILLISECONDS.toNanos(millis));
    }
    assertEquals(100, latencies.millis(0.5), 0);
    assertEquals(198, latencies.millis(0.99), 0);
    assertEquals(200, latencies.millis(1), 0);
    assertEquals(1, latencies.millis(0.001), 0);
  }

  @Test
  public void failuresAreThoseOfTheNodeAndOfTheConnection() {
    for (int status : new int[] {202, 200, 422, 503, 500, Latencies.BROKEN, 202}) {
      latencies.add(status, 1);
    }
    assertEquals(3, latencies.failures());
    assertEquals("broken: 1, 200: 1, 202: 2, 422: 1, 500: 1, 503: 1", latencies.statuses());
  }
}
