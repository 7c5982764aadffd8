package io.tributary.core.failure;

import java.time.Duration;
import java.util.Optional;

/** A classified {@link Failure} on its way to whoever decides about it. */
public final class TributaryException extends RuntimeException {
  private final transient Failure failure;
  private final transient Duration retryAfter;

  public TributaryException(Failure failure) {
    this(failure, null, null);
  }

  public TributaryException(Failure failure, Throwable cause) {
    this(failure, null, cause);
  }

  /** A failure for which the server named the time to wait ({@code Retry-After}). */
  public TributaryException(Failure failure, Duration retryAfter, Throwable cause) {
    super(failure.oneLine(), cause);
    this.failure = failure;
    this.retryAfter = retryAfter;
  }

  public Failure failure() {
    return failure;
  }

  public FailureKind kind() {
    return failure.kind();
  }

  /** How long the server asked us to wait, when it did. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
