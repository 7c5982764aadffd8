package io.tributary.server.metrics;

import io.tributary.engine.submission.SubmissionState;
import io.tributary.engine.submission.Submissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How many submissions there are of each state. The database looks at all of them for that, so it
 * rests twenty times as long as it took, between {@link #LEAST_PAUSE} and {@link #MOST_PAUSE}.
 * Thread-safe.
 */
final class SubmissionCounts {
  static final Duration LEAST_PAUSE = Duration.ofSeconds(2);

  /** What is told is a few seconds old at most. */
  static final Duration MOST_PAUSE = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int REST = 20;

  private final Supplier<Submissions> submissions;
  private final LongSupplier nanos;
  private volatile Map<SubmissionState, Long> countsOrNull;
  private long nextNanos;

  /**
   * @param submissions asked for when they are first counted
   */
  SubmissionCounts(Supplier<Submissions> submissions, LongSupplier nanos) {
    this.submissions = submissions;
    this.nanos = nanos;
    this.nextNanos = nanos.getAsLong();
  }

  /** As of the latest look; not a number when it failed. */
  double of(SubmissionState state) {
    Map<SubmissionState, Long> counts = countsOrNull;
    return counts == null ? Double.NaN : counts.getOrDefault(state, 0L);
  }

  /** Looks again where that is due; never fails, and completes within {@link #PATIENCE}. */
  CompletionStage<Void> refresh() {
    long beganNanos = nanos.getAsLong();
    synchronized (this) {
      if (beganNanos - nextNanos < 0) {
        return CompletableFuture.completedFuture(null);
      }
      // Nobody else asks until this look is over.
      nextNanos = beganNanos + PATIENCE.toNanos();
    }
    return submissions
        .get()
        .count()
        .toCompletableFuture()
        .copy()
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (counts, failure) -> {
              countsOrNull = failure == null ? Map.copyOf(counts) : null;
              looked(failure == null ? nanos.getAsLong() - beganNanos : 0);
              return null;
            });
  }

  private synchronized void looked(long tookNanos) {
    long dear = Math.min(MOST_PAUSE.toNanos(), REST * tookNanos);
    nextNanos = nanos.getAsLong() + Math.max(LEAST_PAUSE.toNanos(), dear);
  }
}
