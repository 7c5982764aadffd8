package io.tributary.torture.cluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long this machine let nobody run who wanted to, since this was made: a thread sleeps again
 * and again, and what it wakes up late by is such a time. Short ones are every machine's.
 */
final class Standstill implements AutoCloseable {
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long USUAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Thread thread = new Thread(this::watch, "standstill");
  private long lastNanos;
  private long totalNanos;

  /** One that does not look by itself. */
  Standstill(long nowNanos) {
    lastNanos = nowNanos;
  }

  static Standstill start() {
    Standstill standstill = new Standstill(System.nanoTime());
    standstill.thread.setDaemon(true);
    standstill.thread.start();
    return standstill;
  }

  private void watch() {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(STEP_NANOS);
        look(System.nanoTime());
      }
    } catch (InterruptedException closed) {
      return;
    }
  }

  synchronized void look(long nowNanos) {
    long lateNanos = nowNanos - lastNanos - STEP_NANOS;
    totalNanos += lateNanos > USUAL_NANOS ? lateNanos : 0;
    lastNanos = nowNanos;
  }

  synchronized Duration total() {
    return Duration.ofNanos(totalNanos);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
