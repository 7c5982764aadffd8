package io.tributary.storage.bucket;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Keeps keys until shortly before they end. However many requests wait, one load is under way; keys
 * that are still good are used meanwhile, and also when renewing them fails.
 */
public final class CachedKeys implements KeySource {
  /** Several services may be asked in turn; one that drips must not hold up everything for ever. */
  private static final Duration LONGEST_LOAD = Duration.ofMinutes(1);

  private final String service;
  private final Supplier<AccessKeys> load;
  private final Duration longestLoad;
  private final Executor executor;
  private final KeyRenewal renewal;
  private final Clock clock;

  private AccessKeys keys;
  private Instant loadedAt = Instant.MIN;
  private Instant notBefore = Instant.MIN;
  private CompletableFuture<AccessKeys> loading;

  /**
   * @param service whose keys they are, for messages
   * @param load blocks; runs on {@code executor} only
   */
  public CachedKeys(
      String service,
      Supplier<AccessKeys> load,
      Executor executor,
      KeyRenewal renewal,
      Clock clock) {
    this(service, load, LONGEST_LOAD, executor, renewal, clock);
  }

  /**
   * @param longestLoad whoever waits is told then; the load's own thread may go on
   */
  CachedKeys(
      String service,
      Supplier<AccessKeys> load,
      Duration longestLoad,
      Executor executor,
      KeyRenewal renewal,
      Clock clock) {
    this.service = service;
    this.load = load;
    this.longestLoad = longestLoad;
    this.executor = executor;
    this.renewal = renewal;
    this.clock = clock;
  }

  @Override
  public synchronized CompletionStage<AccessKeys> current() {
    Instant now = clock.instant();
    if (keys == null || ended(keys, now)) {
      return begin(now);
    }
    if (dueForRenewal(now)) {
      // Nobody waits: a failure leaves the keys that still serve.
      var unused = begin(now);
    }
    return completedFuture(keys);
  }

  @Override
  public synchronized boolean refused() {
    if (keys == null) {
      return true;
    }
    boolean fresh =
        Duration.between(loadedAt, clock.instant()).compareTo(renewal.retryInterval()) < 0;
    if (keys.renewable() && !fresh) {
      keys = null;
    }
    // Fresh keys stay: the refusal was for their predecessors, or is for good.
    return keys == null || keys.renewable();
  }

  private boolean dueForRenewal(Instant now) {
    boolean soon =
        keys.expiresAt()
            .map(end -> now.isAfter(end.minus(renewal.refreshBeforeExpiry())))
            .orElse(false);
    return soon && !now.isBefore(notBefore);
  }

  private static boolean ended(AccessKeys keys, Instant now) {
    return keys.expiresAt().map(end -> !now.isBefore(end)).orElse(false);
  }

  private CompletableFuture<AccessKeys> begin(Instant now) {
    if (loading != null) {
      return loading;
    }
    notBefore = now.plus(renewal.retryInterval());
    CompletableFuture<AccessKeys> begun = submitted();
    loading = begun;
    var unused = begun.whenComplete((loaded, failure) -> finish(loaded));
    return begun;
  }

  private CompletableFuture<AccessKeys> submitted() {
    try {
      return CompletableFuture.supplyAsync(load, executor)
          .orTimeout(longestLoad.toMillis(), TimeUnit.MILLISECONDS)
          .exceptionallyCompose(failure -> CompletableFuture.failedFuture(named(failure)));
    } catch (RejectedExecutionException shuttingDown) {
      return CompletableFuture.failedFuture(shuttingDown);
    }
  }

  private Throwable named(Throwable failure) {
    return failure instanceof TimeoutException
        ? new Failure(
                FailureKind.NETWORK,
                "get credentials for",
                service,
                "the service that issues them does not answer within "
                    + longestLoad.toSeconds()
                    + " s",
                "check the network")
            .asException()
        : failure;
  }

  private synchronized void finish(AccessKeys loadedOrNull) {
    loading = null;
    if (loadedOrNull != null) {
      keys = loadedOrNull;
      loadedAt = clock.instant();
    }
  }
}
