package io.tributary.storage.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.After;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ConnectionThreadsTest extends JUnitSuite {
  private static final int MOST = 3;

  private final CountDownLatch released = new CountDownLatch(1);
  private final ThreadPoolExecutor pool = pool(MOST);

  private static ThreadPoolExecutor pool(int most) {
    return (ThreadPoolExecutor)
        ConnectionThreads.pool(most, TimeUnit.MINUTES.toNanos(1), Executors.defaultThreadFactory());
  }

  @After
  public void stop() {
    released.countDown();
    pool.shutdown();
  }

  private void block() {
    pool.execute(
        () -> {
          try {
            released.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void get(Future<?> work) throws InterruptedException, ExecutionException {
    try {
      work.get(20, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("it waits", e);
    }
  }

  @Test
  public void workDoesNotWaitBehindWhatIsBlocked() throws Exception {
    block();
    block();
    get(pool.submit(() -> {}));
  }

  @Test
  public void anIdleThreadIsUsedAgain() throws Exception {
    int tasks = 400;
    ThreadPoolExecutor roomy = pool(tasks);
    for (int i = 0; i < tasks; i++) {
      get(roomy.submit(() -> {}));
    }
    int threads = roomy.getLargestPoolSize();
    roomy.shutdown();
    assertTrue("threads: " + threads, threads < tasks / 4);
  }

  @Test
  public void beyondTheMostWorkWaitsAndIsDone() throws Exception {
    for (int i = 0; i < MOST; i++) {
      block();
    }
    Future<?> waiting = pool.submit(() -> {});
    Assert.assertThrows(TimeoutException.class, () -> waiting.get(50, TimeUnit.MILLISECONDS));
    released.countDown();
    get(waiting);
    assertEquals(MOST, pool.getLargestPoolSize());
  }
}
