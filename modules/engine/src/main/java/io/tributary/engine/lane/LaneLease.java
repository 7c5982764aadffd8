package io.tributary.engine.lane;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Until when a lane may write, or a node may work on a job. Its coordinator answers the lane's
 * beats; the lease counts from when the lane sent the beat, on the lane's own clock, so that
 * neither a slow message nor a process that stood still makes it longer. Thread-safe.
 */
public final class LaneLease {
  /** A lane whose beats are not answered for so long writes no more. */
  public static final Duration TERM = Duration.ofSeconds(3);

  private static final long NEVER = Long.MIN_VALUE;

  private final AtomicLong beatNanos = new AtomicLong(NEVER);

  /** The coordinator heard what the lane had sent then. */
  public void renew(long answeredBeatNanos) {
    beatNanos.accumulateAndGet(
        answeredBeatNanos, (old, now) -> old == NEVER || now - old > 0 ? now : old);
  }

  /** Whether the lane may write now. */
  public boolean holds() {
    return valid(System.nanoTime());
  }

  boolean valid(long nowNanos) {
    long beat = beatNanos.get();
    return beat != NEVER && nowNanos - beat < TERM.toNanos();
  }
}
