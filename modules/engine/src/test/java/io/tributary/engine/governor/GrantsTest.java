package io.tributary.engine.governor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.quantity.RequestRate;
import io.tributary.engine.api.Priority;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
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
import org.scalatestplus.junit.JUnitSuite;

public final class GrantsTest extends JUnitSuite {
  private static final String BUCKET = "s3://bucket";
  private static final long SECOND = FakeTime.SECOND;

  private final List<Throttled> told = new ArrayList<>();
  private final FakeTime time = new FakeTime();
  private final Party party = party("a", Priority.NORMAL);
  private final Grants grants = time.grants(told::add);

  private void limit(Limits limits) {
    grants.limit(limits);
    grants.serve();
  }

  private Party party(String name, Priority priority) {
    return new Party(new Claim(name, Limits.NONE, priority, 1), time::nanos);
  }

  private CompletableFuture<Grants.Permit> acquire(Party whose) {
    return grants.acquire(whose, BUCKET, () -> true).toCompletableFuture();
  }

  private CompletableFuture<Grants.Permit> acquire() {
    return acquire(party);
  }

  private void connections(int most) {
    limit(new Limits(most, 0, 0));
  }

  private static TributaryException refusal(int retryAfterSeconds) {
    return new TributaryException(
        new Failure(FailureKind.THROTTLED, "fetch", "x", "slow down", ""),
        retryAfterSeconds == 0 ? null : Duration.ofSeconds(retryAfterSeconds),
        null);
  }

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
  public void whoComesLaterHasItsPlacesBeforeAllThatOthersHaveWaiting() {
    connections(8);
    Deque<Grants.Permit> huge = new ArrayDeque<>();
    for (int i = 0; i < 10_000; i++) {
      var unused = acquire().thenAccept(huge::add);
    }
    assertEquals(8, huge.size());
    Deque<Grants.Permit> small = new ArrayDeque<>();
    Party other = party("b", Priority.NORMAL);
    for (int i = 0; i < 100; i++) {
      var unused = acquire(other).thenAccept(small::add);
    }
    for (int i = 0; i < 4; i++) {
      huge.poll().close(null);
    }
    assertEquals("half of the places", 4, small.size());
    // Its requests are over at once, those of the other last: it still has half of the places.
    for (int i = 0; i < 96; i++) {
      small.poll().close(null);
      assertEquals(4, small.size());
      assertEquals(4, huge.size());
    }
    small.poll().close(null);
    assertEquals("nobody else wants them", 5, huge.size());
  }

  @Test
  public void turnsGoRoundByWeightWhereOnlyThePaceIsShort() {
    limit(new Limits(0, 100, 0));
    Map<Priority, Integer> begun = new HashMap<>();
    for (Priority priority : Priority.values()) {
      Party one = party(priority.name(), priority);
      for (int i = 0; i < 10_000; i++) {
        var unused = acquire(one).thenAccept(permit -> begun.merge(priority, 1, Integer::sum));
      }
    }
    time.passes(10 * SECOND);
    int all = begun.values().stream().mapToInt(Integer::intValue).sum();
    assertEquals(100 * 10 + 25, all, 3);
    assertEquals(all * 4 / 5.25, begun.get(Priority.HIGH), 30);
    assertEquals(all / 5.25, begun.get(Priority.NORMAL), 30);
    assertEquals(all * 0.25 / 5.25, begun.get(Priority.LOW), 30);
  }

  @Test
  public void whoWasIdleHasSavedNoTurns() {
    limit(new Limits(0, 100, 0));
    AtomicInteger ofOther = new AtomicInteger();
    Party other = party("b", Priority.NORMAL);
    var first = acquire(other).thenAccept(permit -> ofOther.incrementAndGet());
    for (int i = 0; i < 5000; i++) {
      var unused = acquire();
    }
    time.passes(10 * SECOND);
    for (int i = 0; i < 5000; i++) {
      var unused = acquire(other).thenAccept(permit -> ofOther.incrementAndGet());
    }
    time.passes(2 * SECOND);
    assertTrue(first.isDone());
    assertEquals(100, ofOther.get(), 3);
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

  @Test
  public void aServersRetryAfterKeepsAllAwayFromItsBucketAndFromNoOther() {
    Grants.Permit refused = acquire().join();
    Grants.Permit served = acquire().join();
    refused.close(refusal(7));
    served.close(null);
    CompletableFuture<Grants.Permit> later = acquire(party("b", Priority.HIGH));
    assertTrue(grants.acquire(party, "s3://other", () -> true).toCompletableFuture().isDone());
    time.passes(7 * SECOND - 1);
    assertFalse(later.isDone());
    time.passes(1);
    assertTrue(later.isDone());
    assertEquals(7000, told.get(0).pauseMillis());
    assertEquals(BUCKET, told.get(0).bucket());
  }

  @Test
  public void whatOthersWereRefusedIsNotTriedHere() {
    grants.heard(new Throttled(BUCKET, 3, 5, 0));
    for (int i = 0; i < 3; i++) {
      assertTrue(acquire().isDone());
    }
    assertFalse(acquire().isDone());
    grants.heard(new Throttled("s3://paused", Integer.MAX_VALUE, Integer.MAX_VALUE, 2000));
    var waits = grants.acquire(party, "s3://paused", () -> true).toCompletableFuture();
    assertFalse(waits.isDone());
    time.passes(2 * SECOND);
    assertTrue(waits.isDone());
  }

  @Test
  public void aLongRequestDoesNotKeepAllOthersOutForEver() {
    grants.heard(new Throttled(BUCKET, 1, 1, 0));
    assertTrue(acquire().isDone());
    var second = acquire();
    time.passes(ThrottleWindow.PROBE.toNanos() - 1);
    assertFalse(second.isDone());
    time.passes(1);
    assertTrue(second.isDone());
  }

  @Test
  public void whoDoesNotWaitAnyMoreTakesNoTurn() {
    connections(1);
    Grants.Permit held = acquire().join();
    var given = grants.acquire(party, BUCKET, () -> false).toCompletableFuture();
    var next = acquire();
    held.close(null);
    assertTrue(given.isCompletedExceptionally());
    assertTrue(next.isDone());
    var up = grants.acquire(party, BUCKET, () -> false).toCompletableFuture();
    grants.tidy();
    assertTrue("without its turn, too", up.isCompletedExceptionally());
    next.join().close(null);
    assertEquals(0, grants.underWay());
  }

  @Test
  public void bucketsAreForgotten() {
    acquire().join().close(null);
    assertTrue(party.flows.isEmpty());
    for (int i = 0; i < 3000; i++) {
      grants.heard(new Throttled("h" + i, 3, 5, 0));
      time.nanos += 1000;
    }
    assertEquals(3000, grants.throttled().size());
    grants.tidy();
    List<BucketView> latest = grants.throttled();
    assertEquals(1000, latest.size());
    assertTrue(latest.stream().allMatch(b -> Integer.parseInt(b.name().substring(1)) >= 2000));
    time.passes(601 * SECOND);
    grants.tidy();
    assertEquals(0, grants.throttled().size());
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

  @Test
  public void othersHearOfRefusalsOnceNotOfEach() {
    List<Grants.Permit> sent = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      sent.add(acquire().join());
    }
    for (Grants.Permit permit : sent) {
      time.nanos += SECOND / 1000;
      permit.close(refusal(7));
    }
    assertTrue("told: " + told, told.size() >= 1 && told.size() <= 2);
    assertTrue("told: " + told, told.stream().allMatch(one -> one.pauseMillis() == 7000));
    time.passes(8 * SECOND);
    acquire().join().close(refusal(3));
    Throttled again = told.get(told.size() - 1);
    assertEquals("a pause anew", 3000, again.pauseMillis());
    var longer = acquire();
    time.passes(4 * SECOND);
    var other = acquire();
    longer.join().close(refusal(3));
    int before = told.size();
    other.join().close(refusal(60));
    assertEquals("a much longer one", before + 1, told.size());
  }

  @Test
  public void othersAreToldWithoutTheLock() throws Exception {
    ExecutorService another = Executors.newSingleThreadExecutor();
    try {
      List<Integer> seen = new ArrayList<>();
      Grants[] telling = new Grants[1];
      telling[0] =
          time.grants(
              throttled ->
                  seen.add(
                      CompletableFuture.supplyAsync(() -> telling[0].underWay(), another)
                          .orTimeout(10, TimeUnit.SECONDS)
                          .join()));
      telling[0].acquire(party, BUCKET, () -> true).join().close(refusal(7));
      assertEquals(List.of(0), seen);
    } finally {
      another.shutdown();
    }
  }

  /** A service that lets so many in at a time, and answers after 20 ms, or refuses after 2 ms. */
  @Test
  public void theWindowOfAServiceIsLearnedWithFewRefusals() {
    int capacity = 12;
    int wanted = 8000;
    AtomicInteger inService = new AtomicInteger();
    AtomicInteger refusals = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    PriorityQueue<Event> events = new PriorityQueue<>();
    Runnable[] request = new Runnable[1];
    request[0] =
        () -> {
          var unused =
              acquire()
                  .thenAccept(
                      permit -> {
                        boolean refused = inService.get() >= capacity;
                        if (!refused) {
                          inService.incrementAndGet();
                        }
                        long end = time.nanos + (refused ? 2_000_000 : 20_000_000);
                        events.add(
                            new Event(
                                end,
                                events.size(),
                                () -> {
                                  if (refused) {
                                    refusals.incrementAndGet();
                                    events.add(new Event(time.nanos + SECOND / 10, 0, request[0]));
                                  } else {
                                    inService.decrementAndGet();
                                    if (done.incrementAndGet() <= wanted - 64) {
                                      request[0].run();
                                    }
                                  }
                                  permit.close(refused ? refusal(0) : null);
                                }));
                      });
        };
    for (int i = 0; i < 64; i++) {
      request[0].run();
    }
    while (!events.isEmpty()) {
      Event next = events.poll();
      time.passes(Math.max(0, next.atNanos() - time.nanos));
      next.action().run();
    }
    assertEquals(wanted, done.get());
    double share = (double) refusals.get() / (wanted + refusals.get());
    assertTrue("refused: " + refusals, share < 0.03);
    double ideal = 20e-3 * wanted / capacity;
    assertTrue("seconds: " + time.nanos / 1e9, time.nanos / 1e9 < ideal * 1.5);
  }

  private record Event(long atNanos, long number, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return Long.compare(atNanos, other.atNanos);
    }
  }
}
