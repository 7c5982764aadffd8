package io.tributary.engine.governor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.api.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

/** What refusals of a service teach, here and on other nodes. */
public final class GrantThrottlingTest extends GrantsFixture {
  private static TributaryException refusal(int retryAfterSeconds) {
    return new TributaryException(
        new Failure(FailureKind.THROTTLED, "fetch", "x", "slow down", ""),
        retryAfterSeconds == 0 ? null : Duration.ofSeconds(retryAfterSeconds),
        null);
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
