package io.tributary.storage.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.actor.Cancellable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.After;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class TimersTest extends JUnitSuite {
  private final Timers timers = new Timers();

  @After
  public void close() {
    timers.close();
  }

  @Test
  public void anActionRunsWhenItsTimeHasCome() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    long start = System.nanoTime();
    Cancellable unused = timers.after(Duration.ofMillis(30), ran::countDown);
    assertTrue(ran.await(60, TimeUnit.SECONDS));
    assertTrue(System.nanoTime() - start >= Duration.ofMillis(30).toNanos());
  }

  @Test
  public void whatIsCancelledLeavesNothingBehind() {
    for (int i = 0; i < 100_000; i++) {
      assertTrue(timers.after(Duration.ofMinutes(1), () -> {}).cancel());
    }
    assertEquals(0, timers.pending());
  }

  @Test
  public void anActionThatFailsDoesNotStopTheOthers() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    Cancellable bad =
        timers.after(
            Duration.ZERO,
            () -> {
              throw new IllegalStateException("on purpose");
            });
    Cancellable good = timers.after(Duration.ofMillis(120), ran::countDown);
    assertTrue(ran.await(60, TimeUnit.SECONDS));
    assertFalse(bad.cancel());
    assertFalse(good.cancel());
  }

  private static void tick(CountDownLatch ticking, CountDownLatch closed) {
    ticking.countDown();
    try {
      assertTrue(closed.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  public void afterTheEndNothingRuns() throws InterruptedException {
    AtomicBoolean ran = new AtomicBoolean();
    CountDownLatch ticking = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    // It holds up the clock: what is set meanwhile cannot be due before the end.
    Cancellable holding = timers.after(Duration.ZERO, () -> tick(ticking, closed));
    assertTrue(ticking.await(60, TimeUnit.SECONDS));
    Cancellable before = timers.after(Duration.ofMillis(20), () -> ran.set(true));
    timers.close();
    Cancellable after = timers.after(Duration.ZERO, () -> ran.set(true));
    closed.countDown();
    assertFalse(holding.cancel());
    try (Timers others = new Timers()) {
      CountDownLatch later = new CountDownLatch(1);
      Cancellable unused =
          others.after(Duration.ofMillis(20).plus(Timers.TICK.multipliedBy(2)), later::countDown);
      assertTrue("what is due later has run", later.await(60, TimeUnit.SECONDS));
    }
    assertFalse(ran.get());
    assertEquals(0, timers.pending());
    assertTrue(before.cancel());
    assertTrue(after.cancel());
  }
}
