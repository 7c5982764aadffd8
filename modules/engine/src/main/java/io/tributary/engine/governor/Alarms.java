package io.tributary.engine.governor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Calls back when a turn may come by itself. Few are set at a time, however often turns come and
 * whatever is waited for: one that is not earlier than all others is not needed. Guarded by its
 * grants.
 */
final class Alarms {
  /**
   * Whoever waits longer is looked at in between: no wait is too long for a scheduler, and no alarm
   * stays that nobody needs any more.
   */
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Alarm alarm;
  private final LongConsumer then;

  /** When those that are set ring, the earliest first. */
  private final Deque<Long> atNanos = new ArrayDeque<>();

  /** Calls back once, after so long, in another thread. */
  @FunctionalInterface
  interface Alarm {
    void ring(Duration after, Runnable then);
  }

  /**
   * @param then called without the lock when an alarm rings, with the moment that it was set to
   */
  Alarms(Alarm alarm, LongConsumer then) {
    this.alarm = alarm;
    this.then = then;
  }

  /** One rings after so long, or before. */
  void set(long afterNanos, long nowNanos) {
    long at = nowNanos + Math.min(afterNanos, MOST_NANOS);
    if (atNanos.isEmpty() || at - atNanos.peek() < 0) {
      atNanos.push(at);
      alarm.ring(Duration.ofNanos(at - nowNanos), () -> then.accept(at));
    }
  }

  /** The one that was set to this moment has rung. */
  void rang(long at) {
    atNanos.remove(at);
  }
}
