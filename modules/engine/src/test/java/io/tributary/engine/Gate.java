package io.tributary.engine;

import static org.junit.Assert.assertTrue;

import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the objects whose requests are inside at a time, and lets as many requests go on as it is
 * told. One that is asked for again, since whoever had asked gave up, is still one.
 */
public final class Gate implements Fault {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private final Semaphore passes = new Semaphore(0);
  private final Map<String, Integer> inside = new ConcurrentHashMap<>();
  private final AtomicInteger most = new AtomicInteger();

  @Override
  public HttpResponse onResponse(HttpRequest request, HttpResponse response) {
    inside.merge(request.path(), 1, Integer::sum);
    most.accumulateAndGet(inside.size(), Math::max);
    passes.acquireUninterruptibly();
    inside.computeIfPresent(request.path(), (path, times) -> times == 1 ? null : times - 1);
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
      assertTrue(inside() + " instead of " + requests, System.nanoTime() < end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      boolean settled = inside.size() == requests && passes.availablePermits() == 0;
      since = settled ? since : System.nanoTime();
    }
  }

  public int inside() {
    return inside.size();
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
