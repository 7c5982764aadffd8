package io.tributary.engine.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ConnectionBudgetTest extends JUnitSuite {
  private static CompletableFuture<ConnectionBudget.Permit> acquire(ConnectionBudget budget) {
    return budget.acquire().toCompletableFuture();
  }

  @Test
  public void waitersAreServedInTheirOrder() {
    ConnectionBudget budget = new ConnectionBudget(1);
    ConnectionBudget.Permit first = acquire(budget).join();
    CompletableFuture<ConnectionBudget.Permit> second = acquire(budget);
    CompletableFuture<ConnectionBudget.Permit> third = acquire(budget);
    assertFalse(second.isDone());
    first.close();
    assertTrue(second.isDone());
    assertFalse(third.isDone());
    second.join().close();
    assertTrue(third.isDone());
  }

  @Test
  public void aPermitIsGivenBackOnceHoweverOftenItIsClosed() {
    ConnectionBudget budget = new ConnectionBudget(1);
    ConnectionBudget.Permit permit = acquire(budget).join();
    permit.close();
    permit.close();
    assertTrue(acquire(budget).isDone());
    assertFalse(acquire(budget).isDone());
  }

  @Test
  public void anyNumberOfWaitersThatNeedNothingAnyMoreIsServed() {
    ConnectionBudget budget = new ConnectionBudget(1);
    ConnectionBudget.Permit held = acquire(budget).join();
    AtomicInteger served = new AtomicInteger();
    int waiters = 100_000;
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < waiters; i++) {
      all.add(
          acquire(budget)
              .thenAccept(
                  permit -> {
                    served.incrementAndGet();
                    permit.close();
                  }));
    }
    held.close();
    assertEquals(waiters, served.get());
    assertTrue(all.stream().allMatch(CompletableFuture::isDone));
    assertTrue(acquire(budget).isDone());
  }

  @Test
  public void noMoreThanTheBudgetAreUnderWayAtATime() throws Exception {
    ConnectionBudget budget = new ConnectionBudget(3);
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        all.add(
            CompletableFuture.runAsync(() -> {}, threads)
                .thenCompose(x -> budget.acquire())
                .thenAcceptAsync(
                    permit -> {
                      most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                      Thread.onSpinWait();
                      underWay.decrementAndGet();
                      permit.close();
                    },
                    threads));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
    } finally {
      threads.shutdown();
    }
    assertTrue("at most 3, not " + most, most.get() <= 3);
  }
}
