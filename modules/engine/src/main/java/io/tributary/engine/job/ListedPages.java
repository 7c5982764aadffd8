package io.tributary.engine.job;

import io.tributary.storage.listing.ListingPage;
import io.tributary.storage.listing.ListingPosition;
import java.util.concurrent.CompletionStage;

/** The pages of a sorted listing. For any number of threads. */
interface ListedPages {

  /** What all keys begin with. */
  String prefix();

  /** A page of all objects. */
  CompletionStage<ListingPage> all(ListingPosition position);

  /**
   * A page of one level: objects, and the directories that lie below it, as prefixes.
   *
   * @param prefix of the level, which ends with a slash, or is {@link #prefix}
   */
  CompletionStage<ListingPage> level(String prefix, ListingPosition position);
}
