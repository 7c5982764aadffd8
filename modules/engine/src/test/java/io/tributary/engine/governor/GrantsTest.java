package io.tributary.engine.governor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.quantity.RequestRate;
import io.tributary.engine.api.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.Test;

public final class GrantsTest extends GrantsFixture {
  @Test
  public void waitersAreServedInTheirOrder() {
    connections(1);
    Grants.Permit first = acquire().join();
    CompletableFuture<Grants.Permit> second = acquire();
    CompletableFuture<Grants.Permit> third = acquire();
    assertFalse(second.isDone());
    first.close(null);
    assertTrue(second.isDone());
    assertFalse(third.isDone());
    second.join().close(null);
    assertTrue(third.isDone());
  }

  @Test
  public void aPermitIsGivenBackOnceHoweverOftenItIsClosed() {
    connections(1);
    Grants.Permit permit = acquire().join();
    permit.close(null);
    permit.close(null);
    assertTrue(acquire().isDone());
    assertFalse(acquire().isDone());
  }

  @Test
  public void anyNumberOfWaitersThatNeedNothingAnyMoreIsServed() {
    connections(1);
    Grants.Permit held = acquire().join();
    AtomicInteger served = new AtomicInteger();
    int waiters = 100_000;
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < waiters; i++) {
      all.add(
          acquire()
              .thenAccept(
                  permit -> {
                    served.incrementAndGet();
                    permit.close(null);
                  }));
    }
    held.close(null);
    assertEquals(waiters, served.get());
    assertTrue(all.stream().allMatch(CompletableFuture::isDone));
    assertTrue(acquire().isDone());
  }

  @Test
  public void noMoreThanTheBudgetAreUnderWayAtATime() throws Exception {
    connections(3);
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        all.add(
            CompletableFuture.runAsync(() -> {}, threads)
                .thenCompose(x -> acquire())
                .thenAcceptAsync(
                    permit -> {
                      most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                      Thread.onSpinWait();
                      underWay.decrementAndGet();
                      permit.close(null);
                    },
                    threads));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
    } finally {
      threads.shutdown();
    }
    assertTrue("at most 3, not " + most, most.get() <= 3);
  }

  @Test
  public void aPaceMayChangeWhileRequestsWait() {
    limit(new Limits(0, 1, 0));
    AtomicInteger begun = new AtomicInteger();
    for (int i = 0; i < 1000; i++) {
      var unused = acquire().thenAccept(permit -> begun.incrementAndGet());
    }
    time.passes(5 * SECOND);
    assertEquals(6, begun.get(), 1);
    limit(Limits.NONE);
    assertEquals(1000, begun.get());
  }

  private <T> CompletionStage<T> run(Executor later, Supplier<CompletionStage<T>> request) {
    return grants.run(party, BUCKET, () -> true, later, request);
  }

  @Test
  public void aPermitComesBackWhateverARequestEndsWith() {
    connections(1);
    List<Supplier<CompletionStage<Void>>> requests =
        List.of(
            () -> CompletableFuture.failedStage(new IllegalStateException("failed")),
            () -> {
              throw new IllegalStateException("thrown");
            },
            () -> {
              throw new StackOverflowError("thrown");
            },
            () -> null);
    for (Supplier<CompletionStage<Void>> request : requests) {
      assertTrue(run(Runnable::run, request).toCompletableFuture().isCompletedExceptionally());
      assertEquals(0, grants.underWay());
    }
    Grants.Permit held = acquire().join();
    Executor over =
        work -> {
          throw new RejectedExecutionException("it ends");
        };
    var rejected = run(over, () -> CompletableFuture.completedStage("never"));
    held.close(null);
    assertTrue(rejected.toCompletableFuture().isCompletedExceptionally());
    assertEquals(0, grants.underWay());
  }

  @Test
  public void alarmsAreFewHoweverOftenTurnsCome() {
    Party paced = party("b", Priority.NORMAL);
    grants.pace(paced, 1000);
    grants.heard(new Throttled(BUCKET, Integer.MAX_VALUE, Integer.MAX_VALUE, 300_000));
    assertFalse(acquire().isDone());
    AtomicInteger begun = new AtomicInteger();
    int most = 0;
    for (int i = 0; i < 5000; i++) {
      var unused =
          grants
              .acquire(paced, "s3://open", () -> true)
              .thenAccept(
                  permit -> {
                    begun.incrementAndGet();
                    permit.close(null);
                  });
      time.passes(i % 2 == 0 ? 0 : 3_000_000);
      most = Math.max(most, time.alarms());
    }
    assertTrue("begun: " + begun, begun.get() >= 4990);
    assertTrue("alarms at a time: " + most, most <= 2);
  }

  @Test
  public void noWaitIsTooLongForAScheduler() {
    limit(new Limits(0, RequestRate.LEAST, 0));
    assertTrue(acquire().isDone());
    CompletableFuture<Grants.Permit> second = acquire();
    assertTrue("" + time.firstAlarmNanos(), time.firstAlarmNanos() <= SECOND);
    time.passes(3600 * SECOND);
    assertFalse(second.isDone());
    limit(Limits.NONE);
    assertTrue(second.isDone());
    time.passes(2 * SECOND);
    assertEquals("nobody waits any more", 0, time.alarms());
  }
}
