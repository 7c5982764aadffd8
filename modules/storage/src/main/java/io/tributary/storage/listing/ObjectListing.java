package io.tributary.storage.listing;

import akka.Done;
import io.tributary.core.locator.Locator;
import io.tributary.core.tree.ListingOrder;
import java.util.concurrent.CompletionStage;

/**
 * The objects under a prefix, page by page. Instances are bound to one node; they may be used by
 * many threads, and hold no thread of their own and nothing that grows with the listing.
 *
 * <p>No method retries, sleeps or blocks. A listing that fails, repeats itself, or cannot be
 * understood as a whole is a failed stage with a {@link
 * io.tributary.core.failure.TributaryException}, never an empty or shorter page.
 */
public interface ObjectListing {

  /**
   * What is listed: a bucket locator whose key is the prefix, the URL of a directory, or where a
   * manifest is.
   */
  Locator root();

  /** What all keys begin with: the prefix of {@link io.tributary.core.tree.TreePlaces}. */
  String keyPrefix();

  /** In what order the objects of all pages are. */
  ListingOrder order();

  /**
   * The page at {@code position}, which is {@link ListingPosition#START} or what an earlier page
   * named as its successor, in whatever process. Pages do not overlap; keys that come or go
   * meanwhile may be listed or not. Fails with NOT_FOUND, ACCESS_DENIED, THROTTLED, NETWORK or
   * PROTOCOL.
   */
  CompletionStage<ListingPage> page(ListingPosition position);

  /** Closes idle connections. Idempotent. */
  CompletionStage<Done> close();
}
