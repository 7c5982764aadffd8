package io.tributary.storage.http;

import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.ExecutorServiceConfigurator;
import akka.dispatch.ExecutorServiceFactory;
import com.typesafe.config.Config;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that wait for servers: an idle one is used again, a new one is started when all are busy,
 * and only beyond the greatest number does work wait. Akka's own pools begin with as many threads
 * as they may have, or let work wait behind what may take minutes.
 */
public final class ConnectionThreads extends ExecutorServiceConfigurator {
  private final int most;
  private final long keepAliveNanos;

  /** Called by Akka with the dispatcher's configuration. */
  public ConnectionThreads(Config config, DispatcherPrerequisites prerequisites) {
    super(config, prerequisites);
    most = config.getInt("threads.most");
    keepAliveNanos = config.getDuration("threads.keep-alive").toNanos();
  }

  @Override
  public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
    return () -> pool(most, keepAliveNanos, threads);
  }

  static ExecutorService pool(int most, long keepAliveNanos, ThreadFactory threads) {
    HandOver queue = new HandOver();
    return new ThreadPoolExecutor(
        0,
        most,
        keepAliveNanos,
        TimeUnit.NANOSECONDS,
        queue,
        threads,
        (work, pool) -> {
          if (pool.isShutdown()) {
            throw new RejectedExecutionException("the node has stopped");
          }
          queue.put(work);
        });
  }

  /** Refuses what no idle thread takes at once, so that the pool starts another. */
  private static final class HandOver extends LinkedTransferQueue<Runnable> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean offer(Runnable work) {
      return tryTransfer(work);
    }
  }
}
