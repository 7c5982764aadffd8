package io.tributary.server.guard;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** How many requests of a caller are answered. */
public final class RequestRatesTest extends JUnitSuite {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

  private RequestRates rates(double perSecond) {
    return new RequestRates(perSecond, nanos::get);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static int admitted(RequestRates rates, String caller, int asked) {
    int admitted = 0;
    for (int i = 0; i < asked; i++) {
      admitted += rates.take(caller).isZero() ? 1 : 0;
    }
    return admitted;
  }

  @Test
  public void aSecondsWorthAtOnceAndThenEachInItsTime() {
    RequestRates rates = rates(10);
    assertEquals(10, admitted(rates, "a", 25));
    assertEquals(Duration.ofMillis(100), rates.take("a"));
    pass(Duration.ofMillis(99));
    assertEquals(Duration.ofMillis(1), rates.take("a"));
    pass(Duration.ofMillis(1));
    assertEquals(1, admitted(rates, "a", 5));
    pass(Duration.ofMillis(550));
    assertEquals(5, admitted(rates, "a", 25));
    pass(Duration.ofHours(1));
    assertEquals(10, admitted(rates, "a", 25));
  }

  @Test
  public void callersDoNotTakeFromEachOther() {
    RequestRates rates = rates(3);
    assertEquals(3, admitted(rates, "a", 9));
    assertEquals(3, admitted(rates, "b", 9));
  }

  @Test
  public void lessThanOneASecondIsOneNowAndThen() {
    RequestRates rates = rates(0.5);
    assertEquals(1, admitted(rates, "a", 5));
    assertEquals(Duration.ofSeconds(2), rates.take("a"));
    pass(Duration.ofSeconds(2));
    assertEquals(1, admitted(rates, "a", 5));
  }

  @Test
  public void zeroIsNoLimit() {
    assertEquals(100_000, admitted(rates(0), "a", 100_000));
  }
}
