package io.tributary.storage.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.actor.Cancellable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class DeadlineTest extends JUnitSuite {
  private static final Cancellable TOO_LATE_TO_CANCEL =
      new Cancellable() {
        @Override
        public boolean cancel() {
          return false;
        }

        @Override
        public boolean isCancelled() {
          return false;
        }
      };

  private final AtomicReference<Runnable> timer = new AtomicReference<>();
  private final AtomicInteger acted = new AtomicInteger();
  private final Deadline deadline =
      new Deadline(
          (delay, action) -> {
            timer.set(action);
            return TOO_LATE_TO_CANCEL;
          },
          Duration.ofSeconds(1),
          acted::incrementAndGet);

  @Test
  public void aTimerThatFiresLateDoesNothing() {
    assertTrue(deadline.met());
    timer.get().run();
    assertEquals(0, acted.get());
  }

  @Test
  public void whatIsDoneTooLateIsToldSo() {
    timer.get().run();
    assertEquals(1, acted.get());
    assertFalse(deadline.met());
  }
}
