package io.tributary.storage.http;

import akka.actor.Cancellable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Timers of which nearly all are cancelled. One that is cancelled is gone at once: the timers of
 * Akka stay until their time has come, and thousands of requests a second would leave hundreds of
 * thousands of them behind. Actions must not block.
 */
final class Timers implements AutoCloseable {
  private final ScheduledThreadPoolExecutor executor;

  Timers() {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "tributary-http-timers");
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Never fails; after {@link #close} the action does not run. */
  Cancellable after(Duration delay, Runnable action) {
    try {
      return new Timer(executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException closed) {
      return new Timer(CompletableFuture.completedFuture(null));
    }
  }

  /** How many are still to come. */
  int pending() {
    return executor.getQueue().size();
  }

  @Override
  public void close() {
    executor.shutdown();
  }

  private record Timer(Future<?> task) implements Cancellable {
    @Override
    public boolean cancel() {
      return task.cancel(false);
    }

    @Override
    public boolean isCancelled() {
      return task.isCancelled();
    }
  }
}
