package io.tributary.core.retry;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to try again, and when to give up: exponential backoff with full jitter, so that lanes which
 * failed together do not come back together. Pure.
 *
 * @param retries failures in a row, without a byte of progress, that are followed by another try; 0
 *     or more
 */
public record RetryPolicy(int retries) {

  /** Greatest wait after the first failure; doubles with each further one. */
  public static final Duration BASE = Duration.ofMillis(200);

  /** The doubling ends here. */
  public static final Duration CAP = Duration.ofSeconds(20);

  /** A server that asks for more than this is tried again all the same. */
  public static final Duration RETRY_AFTER_CAP = Duration.ofMinutes(5);

  /** Far beyond the cap, and far from an overflow. */
  private static final int MOST_DOUBLINGS = 20;

  public RetryPolicy {
    if (retries < 0) {
      throw new IllegalArgumentException("retries must not be negative: " + retries);
    }
  }

  /**
   * How long to wait before the next try; empty when the budget is spent.
   *
   * @param failuresInARow since the last byte of progress, this one included, 1 or more
   * @param retryAfter the least wait, when the server named one; jitter is added to it
   */
  public Optional<Duration> delay(
      int failuresInARow, Optional<Duration> retryAfter, RandomGenerator random) {
    if (failuresInARow < 1) {
      throw new IllegalArgumentException("failures in a row: " + failuresInARow);
    }
    if (failuresInARow > retries) {
      return Optional.empty();
    }
    Duration jitter = Duration.ofNanos(random.nextLong(ceiling(failuresInARow).toNanos() + 1));
    return Optional.of(retryAfter.map(RetryPolicy::obeyed).orElse(Duration.ZERO).plus(jitter));
  }

  /** How long to wait when the server names so long. */
  public static Duration obeyed(Duration retryAfter) {
    if (retryAfter.isNegative()) {
      return Duration.ZERO;
    }
    return retryAfter.compareTo(RETRY_AFTER_CAP) > 0 ? RETRY_AFTER_CAP : retryAfter;
  }

  private static Duration ceiling(int failuresInARow) {
    long millis = BASE.toMillis() << Math.min(failuresInARow - 1, MOST_DOUBLINGS);
    return millis > CAP.toMillis() ? CAP : Duration.ofMillis(millis);
  }
}
