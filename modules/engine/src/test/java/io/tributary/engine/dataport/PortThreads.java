package io.tributary.engine.dataport;

import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.ExecutorServiceConfigurator;
import akka.dispatch.ExecutorServiceFactory;
import com.typesafe.config.Config;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread of a data port, and in a test's view how many parts have come and wait for it. */
public final class PortThreads extends ExecutorServiceConfigurator {
  /** What a data port is configured with to have this. */
  static final String SETTING =
      "tributary.data-port-dispatcher.executor = \"" + PortThreads.class.getName() + "\"";

  private static volatile ThreadPoolExecutor latest;

  public PortThreads(Config config, DispatcherPrerequisites prerequisites) {
    super(config, prerequisites);
  }

  static int partsThatWait() {
    return latest.getQueue().size();
  }

  @Override
  public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
    return new ExecutorServiceFactory() {
      @Override
      public ExecutorService createExecutorService() {
        latest =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        return latest;
      }
    };
  }
}
