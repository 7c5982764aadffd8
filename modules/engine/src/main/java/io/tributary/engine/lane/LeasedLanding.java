package io.tributary.engine.lane;

import java.nio.ByteBuffer;

/**
 * Takes nothing any more once the lane's lease was over: its range may be another lane's by then.
 * Nor when the lease is renewed, for what came in between is missing.
 */
final class LeasedLanding implements Landing {
  private final LaneLease lease;
  private final Landing landing;
  private volatile boolean over;

  LeasedLanding(LaneLease lease, Landing landing) {
    this.lease = lease;
    this.landing = landing;
  }

  @Override
  public void take(ByteBuffer bytes) {
    over |= !lease.holds();
    if (!over) {
      landing.take(bytes);
    }
  }

  @Override
  public boolean full() {
    return over || landing.full() || !lease.holds();
  }

  @Override
  public void reportWhenDue(long nowNanos) {
    landing.reportWhenDue(nowNanos);
  }

  @Override
  public void end() {
    landing.end();
  }
}
