package io.tributary.engine.job;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import java.time.Duration;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** How long what stands in the way of a large object is waited for. */
public final class ObstaclesTest extends JUnitSuite {
  private final Obstacles obstacles = new Obstacles();
  private long nowNanos = -5;
  private long bytesDone;

  private boolean after(Duration time, FailureKind kind) {
    nowNanos += time.toNanos();
    return obstacles.mayBeTriedAgain(kind, bytesDone, nowNanos);
  }

  @Test
  public void eachIsWaitedForAsLongAsItMayLast() {
    assertTrue(after(Duration.ZERO, FailureKind.DESTINATION_BUSY));
    assertTrue(after(Obstacles.BUSY_PATIENCE, FailureKind.DESTINATION_BUSY));
    assertFalse(after(Duration.ofNanos(1), FailureKind.DESTINATION_BUSY));

    assertTrue("another counts anew", after(Duration.ZERO, FailureKind.HOME_AWAY));
    assertTrue(after(Obstacles.CUT_OFF_PATIENCE, FailureKind.HOME_AWAY));
    assertFalse(after(Duration.ofNanos(1), FailureKind.HOME_AWAY));
  }

  @Test
  public void whatComesBackAfterItHasGotOnCountsAnew() {
    assertTrue(after(Duration.ZERO, FailureKind.HOME_AWAY));
    bytesDone = 7;
    assertTrue(after(Duration.ofHours(4), FailureKind.HOME_AWAY));
    assertTrue(after(Obstacles.CUT_OFF_PATIENCE, FailureKind.HOME_AWAY));
    assertFalse("it stood still", after(Duration.ofNanos(1), FailureKind.HOME_AWAY));
  }

  @Test
  public void nothingElseGoesAwayByItself() {
    assertFalse(after(Duration.ZERO, FailureKind.NETWORK));
  }

  @Test
  public void itsFileIsAnothersOnlyAsLongAsThatIsWhy() {
    assertFalse(obstacles.busy());
    after(Duration.ZERO, FailureKind.DESTINATION_BUSY);
    assertTrue(obstacles.busy());
    after(Duration.ZERO, FailureKind.HOME_AWAY);
    assertFalse(obstacles.busy());
  }
}
