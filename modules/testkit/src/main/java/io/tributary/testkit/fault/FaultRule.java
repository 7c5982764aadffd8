package io.tributary.testkit.fault;

import io.tributary.testkit.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Faults that are installed, and how often they fired. Thread-safe. */
public final class FaultRule {
  private final When when;
  private final List<Fault> faults;
  private final When.Decision decision;
  private final CountDownLatch released = new CountDownLatch(1);
  private long fired;

  FaultRule(When when, List<Fault> faults) {
    this.when = when;
    this.faults = faults;
    this.decision = when.start();
  }

  synchronized boolean fires(HttpRequest request) {
    boolean fires = decision.fires(request);
    if (fires) {
      fired++;
      notifyAll();
    }
    return fires;
  }

  List<Fault> faults() {
    return faults;
  }

  /** How many requests this rule has hit so far. */
  public synchronized long fired() {
    return fired;
  }

  /** Waits until the rule has fired that often; false when the time is over. */
  public synchronized boolean awaitFired(long times, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (fired < times) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  /** Ends the stalls of this rule, present and future ones. */
  public void release() {
    released.countDown();
  }

  CountDownLatch released() {
    return released;
  }

  @Override
  public String toString() {
    return when + " -> " + faults + ", fired " + fired();
  }
}
