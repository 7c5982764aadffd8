package io.tributary.engine.lane;

import java.nio.ByteBuffer;

/**
 * Takes nothing any more once the lane's lease is over: its range may be another lane's by then.
 */
final class LeasedLanding implements Landing {
  private final LaneLease lease;
  private final Landing landing;

  LeasedLanding(LaneLease lease, Landing landing) {
    this.lease = lease;
    this.landing = landing;
  }

  @Override
  public void take(ByteBuffer bytes) {
    if (lease.valid(System.nanoTime())) {
      landing.take(bytes);
    }
  }

  @Override
  public boolean full() {
    return landing.full() || !lease.valid(System.nanoTime());
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
