package io.tributary.engine.lane;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class LeasedLandingTest extends JUnitSuite {
  private final LaneLease lease = new LaneLease();
  private final HedgeBuffer kept = new HedgeBuffer(0, 10);
  private final LeasedLanding landing = new LeasedLanding(lease, kept);

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count);
  }

  @Test
  public void withoutALeaseNothingIsTaken() {
    landing.take(bytes(10));
    assertFalse(kept.full());
    assertTrue("nobody need read on", landing.full());
  }

  @Test
  public void aLeaseThatIsRenewedTooLateChangesNothing() {
    lease.renew(System.nanoTime());
    landing.take(bytes(2));
    assertFalse(landing.full());
    LaneLease lapsing = new LaneLease();
    LeasedLanding lapsed = new LeasedLanding(lapsing, kept);
    lapsed.take(bytes(3));
    lapsing.renew(System.nanoTime());
    lapsed.take(bytes(8));
    assertFalse("what follows a gap would be in a wrong place", kept.full());
    assertTrue(lapsed.full());
    landing.take(bytes(8));
    assertTrue(kept.full());
    assertEquals(8, kept.from(2).remaining());
  }
}
