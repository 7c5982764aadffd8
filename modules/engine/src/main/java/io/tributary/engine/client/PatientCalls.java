package io.tributary.engine.client;

import akka.actor.typed.ActorSystem;
import akka.pattern.Patterns;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.retry.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Makes a call that got no answer again, until there is one or its time is over: one deadline for
 * all tries and the pauses between them. Thread-safe.
 */
final class PatientCalls {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A node that is frozen must not have all the time there is. */
  private static final int LEAST_TRIES = 3;

  private static final Duration SHORTEST_TRY = Duration.ofMillis(10);

  /** From then on pauses do not grow: more than three seconds would be a tenth of the time. */
  private static final int MOST_GROWTH = 5;

  private static final RetryPolicy PAUSES = new RetryPolicy(MOST_GROWTH);

  private final ActorSystem<?> system;
  private final Duration patience;

  PatientCalls(ActorSystem<?> system, Duration patience) {
    this.system = system;
    this.patience = patience;
  }

  /**
   * Fails with the last failure, a TributaryException.
   *
   * @param call one try, in so much time at most
   */
  <T> CompletionStage<T> make(Function<Duration, CompletionStage<T>> call) {
    CompletableFuture<T> plain = new CompletableFuture<>();
    var unused =
        next(call, System.nanoTime() + patience.toNanos(), 0)
            .whenComplete(
                (value, thrown) -> {
                  if (thrown == null) {
                    plain.complete(value);
                  } else {
                    plain.completeExceptionally(classified(thrown));
                  }
                });
    return plain;
  }

  private <T> CompletionStage<T> next(
      Function<Duration, CompletionStage<T>> call, long endNanos, int failuresBefore) {
    Duration most = longestTry(endNanos);
    return call.apply(most)
        .toCompletableFuture()
        .copy()
        .orTimeout(most.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(
            thrown -> {
              TributaryException failure = classified(thrown);
              int failures = failuresBefore + 1;
              Duration pause = pause(failure, failures);
              return passes(failure.kind()) && pause.compareTo(left(endNanos)) < 0
                  ? Patterns.after(pause, system, () -> next(call, endNanos, failures))
                  : CompletableFuture.failedStage(failure);
            });
  }

  private Duration longestTry(long endNanos) {
    Duration left = left(endNanos);
    Duration share = patience.dividedBy(LEAST_TRIES);
    Duration most = left.compareTo(share) < 0 ? left : share;
    return most.compareTo(SHORTEST_TRY) < 0 ? SHORTEST_TRY : most;
  }

  private static Duration left(long endNanos) {
    return Duration.ofNanos(endNanos - System.nanoTime());
  }

  private static boolean passes(FailureKind kind) {
    return kind.retryable() || kind == FailureKind.STATE_UNUSABLE;
  }

  private static Duration pause(TributaryException failure, int failures) {
    return PAUSES
        .delay(Math.min(failures, MOST_GROWTH), failure.retryAfter(), ThreadLocalRandom.current())
        .orElseThrow();
  }

  private static TributaryException classified(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof TributaryException failure) {
      return failure;
    }
    return cause instanceof TimeoutException
        ? late().asException(cause)
        : new Failure(
                FailureKind.INTERNAL, "ask", "the cluster", String.valueOf(cause), "report this")
            .asException(cause);
  }

  /** That there was no answer, or nobody to ask for it, in time. */
  static Failure late() {
    return new Failure(
        FailureKind.NETWORK,
        "ask",
        "the cluster",
        "there was no answer in time",
        "check that its nodes are up, and ask for less at a time");
  }
}
