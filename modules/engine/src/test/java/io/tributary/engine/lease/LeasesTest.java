package io.tributary.engine.lease;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class LeasesTest extends JUnitSuite {
  private static final long PATIENCE_SECONDS = 30;

  private final List<Object> closed = new CopyOnWriteArrayList<>();
  private final Leases<String, Object> leases = new Leases<>(closed::add);

  /** As many as are needed: the common pool has fewer on a small machine. */
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @After
  public void stop() {
    threads.shutdownNow();
  }

  private Lease<Object> acquire(String key) {
    return leases.acquire(key, Object::new);
  }

  @Test
  public void whoSharesAKeySharesTheThing() {
    Lease<Object> first = acquire("a");
    assertSame(first.value(), acquire("a").value());
    assertNotSame(first.value(), acquire("b").value());
    assertEquals(2, leases.size());
  }

  @Test
  public void theLastUserClosesAndNothingStaysBehind() {
    Lease<Object> first = acquire("a");
    Lease<Object> second = acquire("a");
    first.close();
    assertEquals(List.of(), closed);
    second.close();
    assertEquals(List.of(first.value()), closed);
    assertEquals(0, leases.size());
  }

  @Test
  public void closingTwiceTakesNothingFromOthers() {
    Lease<Object> first = acquire("a");
    Lease<Object> second = acquire("a");
    first.close();
    first.close();
    assertEquals(List.of(), closed);
    second.close();
    assertEquals(1, closed.size());
  }

  @Test
  public void whatWasClosedIsOpenedAgain() {
    Lease<Object> first = acquire("a");
    first.close();
    assertNotSame(first.value(), acquire("a").value());
  }

  /** A file system that hangs, for example. */
  @Test
  public void nobodyWaitsForTheOpeningOfSomethingElse() throws Exception {
    CountDownLatch hung = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Lease<Object>> slow =
        CompletableFuture.supplyAsync(
            () -> leases.acquire("slow", () -> hanging(begun, hung)), threads);
    assertTrue(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    CompletableFuture<Lease<Object>> same =
        CompletableFuture.supplyAsync(() -> acquire("slow"), threads);
    Lease<Object> other =
        CompletableFuture.supplyAsync(() -> acquire("b"), threads)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    CompletableFuture.runAsync(other::close, threads).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertEquals(List.of(other.value()), closed);
    assertFalse(slow.isDone() || same.isDone());
    hung.countDown();
    assertSame(
        slow.get(PATIENCE_SECONDS, TimeUnit.SECONDS).value(),
        same.get(PATIENCE_SECONDS, TimeUnit.SECONDS).value());
  }

  @Test
  public void whoWaitsForAnOpeningThatFailsTriesItself() throws Exception {
    CountDownLatch hung = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Lease<Object>> failing =
        CompletableFuture.supplyAsync(
            () ->
                leases.acquire(
                    "a",
                    () -> {
                      hanging(begun, hung);
                      throw new IllegalStateException("no");
                    }),
            threads);
    assertTrue(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    CompletableFuture<Lease<Object>> next =
        CompletableFuture.supplyAsync(() -> acquire("a"), threads);
    hung.countDown();
    Assert.assertThrows(
        ExecutionException.class, () -> failing.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    next.get(PATIENCE_SECONDS, TimeUnit.SECONDS).close();
    assertEquals(1, closed.size());
    assertEquals(0, leases.size());
  }

  private static Object hanging(CountDownLatch begun, CountDownLatch hung) {
    begun.countDown();
    try {
      assertTrue(hung.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return new Object();
  }

  @Test
  public void whatIsForgottenIsNotSharedButStaysWithWhomHasIt() {
    Lease<Object> before = acquire("a");
    leases.forget("a");
    Lease<Object> after = acquire("a");
    assertNotSame(before.value(), after.value());
    before.close();
    assertEquals(List.of(before.value()), closed);
    assertSame(after.value(), acquire("a").value());
  }

  @Test
  public void whatCannotBeOpenedLeavesNothing() {
    Assert.assertThrows(
        IllegalStateException.class,
        () ->
            leases.acquire(
                "a",
                () -> {
                  throw new IllegalStateException("no");
                }));
    assertEquals(0, leases.size());
  }
}
