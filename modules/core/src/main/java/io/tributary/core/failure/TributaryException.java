package io.tributary.core.failure;

import java.time.Duration;
import java.util.Optional;

/** A classified {@link Failure} on its way to whoever decides about it. */
public final class TributaryException extends RuntimeException {
  private final transient Failure failure;
  private final transient Duration retryAfter;
  private final transient String requestId;

  public TributaryException(Failure failure) {
    this(failure, null, null);
  }

  public TributaryException(Failure failure, Throwable cause) {
    this(failure, null, cause);
  }

  /** A failure for which the server named the time to wait ({@code Retry-After}). */
  public TributaryException(Failure failure, Duration retryAfter, Throwable cause) {
    this(failure, retryAfter, "", cause);
  }

  /**
   * A failure of a request that the server had a name for.
   *
   * @param retryAfter null when the server named no time to wait
   * @param requestId what the server's support asks for; empty when it named none
   */
  public TributaryException(
      Failure failure, Duration retryAfter, String requestId, Throwable cause) {
    super(failure.oneLine(), cause);
    this.failure = failure;
    this.retryAfter = retryAfter;
    this.requestId = requestId;
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

  /** What the server called the request; empty when it did not say, or there was no answer. */
  public String requestId() {
    return requestId == null ? "" : requestId;
  }
}
