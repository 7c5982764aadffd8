package io.tributary.engine.governor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ThrottleWindowTest extends JUnitSuite {
  private static final long SECOND = 1_000_000_000L;

  private final ThrottleWindow window = new ThrottleWindow();
  private long now = 5 * SECOND;

  /** So many at a time, all sent at once, and all refused from one on. */
  private int refuse(int underWay, int refusals) {
    long began = now;
    now += SECOND / 100;
    int told = 0;
    for (int i = 0; i < refusals; i++) {
      told += window.refused(underWay - i, began, now) ? 1 : 0;
    }
    return told;
  }

  private void serve(int requests) {
    for (int i = 0; i < requests; i++) {
      window.served(window.most(), now);
    }
  }

  @Test
  public void aRoundOfRefusalsHalvesOnceAndIsToldOnce() {
    assertEquals(1, refuse(64, 10));
    assertTrue("" + window.most(), window.most() >= 30 && window.most() <= 32);
    now += SECOND / 100;
    int before = window.most();
    assertEquals(1, refuse(before, 5));
    assertEquals(before / 2.0, window.most(), 1);
  }

  @Test
  public void whoWasAloneWasNotTooMuch() {
    assertEquals(0, refuse(1, 1));
    assertEquals(0, refuse(1, 1));
    assertEquals(0, refuse(1, 1));
    assertEquals(ThrottleWindow.UNLIMITED, window.most());
    refuse(2, 2);
    assertEquals("never none", 1, window.most());
  }

  @Test
  public void aStrayRefusalIsNoReason() {
    for (int i = 0; i < 1000; i++) {
      window.served(64, now);
      if (i % 40 == 0) {
        assertFalse(window.refused(64, now, now));
      }
    }
    assertEquals(ThrottleWindow.UNLIMITED, window.most());
    assertFalse(window.learned(now));
  }

  @Test
  public void eachRoundServedAddsOneUpToWhatWasRefused() {
    window.heard(10, 14, now);
    serve(9);
    assertEquals(10, window.most());
    serve(2);
    assertEquals(11, window.most());
    serve(200);
    assertEquals("not what was refused", 14, window.most());
  }

  @Test
  public void whatWasRefusedIsTriedAgainRarelyAndThenInLargerSteps() {
    window.heard(10, 10, now);
    serve(100);
    assertEquals(10, window.most());
    int[] after = {11, 13, 17, 25};
    for (int most : after) {
      assertEquals(ThrottleWindow.PROBE.toNanos(), window.relaxNanos(now));
      now += ThrottleWindow.PROBE.toNanos();
      window.relax(now);
      assertEquals("also when none is served", most, window.most());
      serve(1000);
      assertEquals(most, window.most());
    }
    now += 10 * ThrottleWindow.PROBE.toNanos();
    window.relax(now);
    assertEquals("nothing refuses any more", ThrottleWindow.UNLIMITED, window.most());
  }

  @Test
  public void whoDoesNotUseItsWindowLearnsNothing() {
    window.heard(10, 20, now);
    for (int i = 0; i < 1000; i++) {
      window.served(4, now);
    }
    assertEquals(10, window.most());
  }

  @Test
  public void whatOthersSayOfTheSameMomentCountsOnce() {
    refuse(40, 10);
    int own = window.most();
    window.heard(own / 2, own, now);
    assertEquals(own, window.most());
    now += 2 * SECOND;
    window.heard(own / 2, own, now);
    assertEquals(own / 2, window.most());
    now += 2 * SECOND;
    window.heard(own, own, now);
    assertEquals("it has fewer already", own / 2, window.most());
  }

  @Test
  public void aLongerPauseCounts() {
    window.pause(java.time.Duration.ofSeconds(5), now);
    window.pause(java.time.Duration.ofSeconds(2), now);
    now += 3 * SECOND;
    assertTrue(window.paused(now));
    assertEquals(2 * SECOND, window.waitNanos(now));
    now += 2 * SECOND;
    assertFalse(window.paused(now));
  }
}
