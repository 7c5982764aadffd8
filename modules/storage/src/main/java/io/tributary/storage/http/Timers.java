package io.tributary.storage.http;

import akka.actor.Cancellable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Timers of which nearly all are cancelled, for times so long that it does not matter when they run
 * {@link #TICK} late. One that is cancelled is gone at once: the timers of Akka stay until their
 * time has come, and thousands of requests a second would leave hundreds of thousands of them
 * behind. Setting and cancelling wakes no other thread. Actions must not block.
 */
final class Timers implements AutoCloseable {
  static final Duration TICK = Duration.ofMillis(50);

  private final Set<Timer> pending = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "tributary-http-timers");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledFuture<?> ticking =
      clock.scheduleWithFixedDelay(
          this::tick, TICK.toNanos(), TICK.toNanos(), TimeUnit.NANOSECONDS);

  /** Never fails; after {@link #close} the action does not run. */
  Cancellable after(Duration delay, Runnable action) {
    Timer timer = new Timer(System.nanoTime() + delay.toNanos(), action);
    if (!ticking.isDone()) {
      pending.add(timer);
    }
    return timer;
  }

  private void tick() {
    long now = System.nanoTime();
    for (Timer timer : pending) {
      if (timer.dueNanos - now <= 0 && timer.cancel()) {
        run(timer.action);
      }
    }
  }

  /** What one action gets wrong must not stop the others, and has nobody to be told to. */
  private static void run(Runnable action) {
    Thread thread = Thread.currentThread();
    try {
      action.run();
    } catch (RuntimeException e) {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  /** How many are still to come. */
  int pending() {
    return pending.size();
  }

  @Override
  public void close() {
    ticking.cancel(false);
    clock.shutdown();
    pending.clear();
  }

  private final class Timer implements Cancellable {
    private final long dueNanos;
    private final Runnable action;
    private final AtomicBoolean over = new AtomicBoolean();

    Timer(long dueNanos, Runnable action) {
      this.dueNanos = dueNanos;
      this.action = action;
    }

    /** True for the first, and then the action does not run any more. */
    @Override
    public boolean cancel() {
      pending.remove(this);
      return over.compareAndSet(false, true);
    }

    @Override
    public boolean isCancelled() {
      return over.get();
    }
  }
}
