package io.tributary.storage.http;

import akka.actor.Cancellable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Acts unless something is done in time. Either it acts or {@link #met} is true, never both: a
 * timer that fires late must not end a connection that serves another request by then.
 */
final class Deadline {
  /** Has {@code action} run later, unless it is cancelled; cancelling may come too late. */
  @FunctionalInterface
  interface Timer {
    Cancellable after(Duration delay, Runnable action);
  }

  private final AtomicBoolean decided = new AtomicBoolean();
  private final Cancellable timer;

  Deadline(Timer timer, Duration delay, Runnable action) {
    this.timer =
        timer.after(
            delay,
            () -> {
              if (decided.compareAndSet(false, true)) {
                action.run();
              }
            });
  }

  /** It is done. False when that was too late. */
  boolean met() {
    timer.cancel();
    return decided.compareAndSet(false, true);
  }
}
