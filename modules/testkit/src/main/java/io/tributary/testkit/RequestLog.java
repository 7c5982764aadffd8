package io.tributary.testkit;

import io.tributary.testkit.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The latest requests, and sums over all of them. Thread-safe. */
final class RequestLog {
  private final int limit;
  private final Deque<RecordedRequest> latest = new ArrayDeque<>();
  private long requests;
  private long bodyBytesSent;

  RequestLog(int limit) {
    this.limit = limit;
  }

  synchronized RecordedRequest add(HttpRequest request) {
    RecordedRequest recorded = new RecordedRequest(request);
    latest.addLast(recorded);
    if (latest.size() > limit) {
      latest.removeFirst();
    }
    requests++;
    notifyAll();
    return recorded;
  }

  synchronized void sent(RecordedRequest recorded, long bytes) {
    recorded.sent(bytes);
    bodyBytesSent += bytes;
    notifyAll();
  }

  synchronized void finish(RecordedRequest recorded) {
    recorded.finish();
    notifyAll();
  }

  synchronized List<RecordedRequest> latest() {
    return List.copyOf(latest);
  }

  synchronized long requests() {
    return requests;
  }

  synchronized long bodyBytesSent() {
    return bodyBytesSent;
  }

  synchronized void clear() {
    latest.clear();
    requests = 0;
    bodyBytesSent = 0;
  }

  /** Waits until {@code condition}, checked whenever the log changes; false when time is over. */
  synchronized boolean await(BooleanSupplier condition, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }
}
