package io.tributary.engine;

import static org.junit.Assert.assertTrue;

import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Counts the requests that are inside at a time, and lets as many go on as it is told. */
public final class Gate implements Fault {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private final Semaphore passes = new Semaphore(0);
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @Override
  public HttpResponse onResponse(HttpRequest request, HttpResponse response) {
    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
    passes.acquireUninterruptibly();
    inside.decrementAndGet();
    return response;
  }

  public void release(int requests) {
    passes.release(requests);
  }

  /** So many wait, none may go on, and for a while no other comes. */
  public void await(int requests) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    long since = System.nanoTime();
    while (System.nanoTime() - since < QUIET_NANOS) {
      assertTrue(inside + " instead of " + requests, System.nanoTime() < end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      boolean settled = inside.get() == requests && passes.availablePermits() == 0;
      since = settled ? since : System.nanoTime();
    }
  }

  public int inside() {
    return inside.get();
  }

  /** That were ever inside at a time. */
  public int most() {
    return most.get();
  }

  /** The most is counted anew. */
  public void forget() {
    most.set(0);
  }
}
