package io.tributary.cli;

import io.tributary.core.failure.TributaryException;
import io.tributary.core.retry.RetryPolicy;
import io.tributary.storage.listing.ListingPage;
import io.tributary.storage.listing.ListingPosition;
import io.tributary.storage.listing.ObjectListing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;

/** Pages of a listing, asked for again where that may help. Blocks its caller. */
final class PageAttempts {
  private final ObjectListing listing;
  private final RetryPolicy policy;

  PageAttempts(ObjectListing listing, int retries) {
    this.listing = listing;
    this.policy = new RetryPolicy(retries);
  }

  ListingPage page(ListingPosition position) {
    for (int failures = 1; ; failures++) {
      try {
        return listing.page(position).toCompletableFuture().join();
      } catch (CompletionException e) {
        TributaryException failure = known(e);
        Optional<Duration> delay =
            failure.kind().retryable()
                ? policy.delay(failures, failure.retryAfter(), ThreadLocalRandom.current())
                : Optional.empty();
        pause(delay.orElseThrow(() -> failure));
      }
    }
  }

  private static TributaryException known(CompletionException e) {
    Throwable cause = e;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof TributaryException failure) {
      return failure;
    }
    throw e;
  }

  private static void pause(Duration delay) {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
