package io.tributary.engine.governor;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.observe.Observation;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Tells how each request ended that had its turn. Thread-safe. */
record ObservedRequests(Observation observation) {
  /** The request, and then the word of it. */
  <T> Supplier<CompletionStage<T>> whole(Supplier<CompletionStage<T>> request) {
    return () -> {
      long beganNanos = System.nanoTime();
      try {
        return request.get().whenComplete((done, failure) -> ended(beganNanos, failure));
      } catch (RuntimeException e) {
        ended(beganNanos, e);
        throw e;
      }
    };
  }

  private void ended(long beganNanos, Throwable failureOrNull) {
    observation
        .observer()
        .requestEnded(
            Optional.ofNullable(failureOrNull).map(ObservedRequests::kind),
            System.nanoTime() - beganNanos);
  }

  private static FailureKind kind(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof TributaryException known ? known.kind() : FailureKind.INTERNAL;
  }
}
