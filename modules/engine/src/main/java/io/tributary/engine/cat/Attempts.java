package io.tributary.engine.cat;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.pattern.Patterns;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.retry.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Does something until it works or the retry policy says no. Failures count in a row: progress in
 * between starts the count anew.
 */
public final class Attempts {
  private final RetryPolicy policy;
  private final ActorSystem<?> system;

  public Attempts(RetryPolicy policy, ActorSystem<?> system) {
    this.policy = policy;
    this.system = system;
  }

  /** Fails with the last failure. */
  public <T> CompletionStage<T> run(Supplier<CompletionStage<T>> attempt) {
    return run(attempt, () -> 0);
  }

  /**
   * @param progress a number that grows with progress
   */
  <T> CompletionStage<T> run(Supplier<CompletionStage<T>> attempt, LongSupplier progress) {
    return run(attempt, progress, 0);
  }

  private <T> CompletionStage<T> run(
      Supplier<CompletionStage<T>> attempt, LongSupplier progress, int failuresBefore) {
    long before = progress.getAsLong();
    return attempt
        .get()
        .exceptionallyCompose(
            thrown -> {
              int failures = progress.getAsLong() > before ? 1 : failuresBefore + 1;
              TributaryException failure = classified(thrown);
              return wait(failure, failures).thenCompose(again -> run(attempt, progress, failures));
            });
  }

  private CompletionStage<Done> wait(TributaryException failure, int failures) {
    Optional<Duration> delay =
        failure.kind().retryable()
            ? policy.delay(failures, failure.retryAfter(), ThreadLocalRandom.current())
            : Optional.empty();
    // Not with a null: a stage of Patterns.after never completes with one (Akka 2.8.5).
    return delay
        .map(
            pause ->
                Patterns.after(pause, system, () -> CompletableFuture.completedStage(Done.done())))
        .orElseGet(() -> CompletableFuture.failedStage(failure));
  }

  static TributaryException classified(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof TributaryException failure) {
      return failure;
    }
    if (cause instanceof TimeoutException) {
      return new Failure(
              FailureKind.NETWORK, "read", "the object", "the connection stood still", "")
          .asException(cause);
    }
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new Failure(FailureKind.INTERNAL, "finish", "this request", reason, "report this")
        .asException(cause);
  }
}
