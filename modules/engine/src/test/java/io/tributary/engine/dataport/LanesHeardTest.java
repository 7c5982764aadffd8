package io.tributary.engine.dataport;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class LanesHeardTest extends JUnitSuite {
  private static final Duration TERM = Duration.ofSeconds(2);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final LanesHeard heard = new LanesHeard();

  @Test
  public void aLaneIsHeardForItsTerm() {
    heard.heard(1, 5 * SECOND);
    assertTrue(heard.within(1, TERM, 7 * SECOND));
    assertFalse(heard.within(1, TERM, 7 * SECOND + 1));
    assertFalse("another", heard.within(2, TERM, 5 * SECOND));
  }

  @Test
  public void lanesThatAreSilentAreForgotten() {
    for (int lane = 0; lane < 100_000; lane++) {
      heard.heard(lane, lane * SECOND);
    }
    assertTrue(heard.size() + " are kept", heard.size() < 1000);
    assertTrue(heard.within(99_999, TERM, 99_999 * SECOND));
  }
}
