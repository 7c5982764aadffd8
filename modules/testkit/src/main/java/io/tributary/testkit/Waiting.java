package io.tributary.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Pauses of connection threads: always ended by the server's end. */
final class Waiting {
  private Waiting() {}

  /** Waits at most so long; returns early, interrupted or not, when the latch opens. */
  static void on(CountDownLatch latch, long time, TimeUnit unit) {
    try {
      boolean opened = latch.await(time, unit);
      assert opened || latch.getCount() > 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
