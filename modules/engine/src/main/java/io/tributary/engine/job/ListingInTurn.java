package io.tributary.engine.job;

import akka.Done;
import io.tributary.core.locator.FileLocator;
import io.tributary.core.locator.Locator;
import io.tributary.core.tree.ListingOrder;
import io.tributary.engine.governor.BucketName;
import io.tributary.engine.governor.Governor;
import io.tributary.engine.governor.Party;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.listing.ListingPage;
import io.tributary.storage.listing.ListingPosition;
import io.tributary.storage.listing.ObjectListing;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A listing whose pages are asked for in turn with all other requests of the node. */
final class ListingInTurn implements ObjectListing {
  private final ObjectListing listing;
  private final Turns turns;
  private volatile boolean closed;

  /**
   * Whose turns they are.
   *
   * @param executor where they are asked for
   */
  record Turns(Governor governor, Party party, SourceOptions options, Executor executor) {}

  private ListingInTurn(ObjectListing listing, Turns turns) {
    this.listing = listing;
    this.turns = turns;
  }

  /** A file of this machine is nobody's turn. */
  static ObjectListing of(ObjectListing listing, Turns turns) {
    return listing.root() instanceof FileLocator ? listing : new ListingInTurn(listing, turns);
  }

  @Override
  public Locator root() {
    return listing.root();
  }

  @Override
  public String keyPrefix() {
    return listing.keyPrefix();
  }

  @Override
  public ListingOrder order() {
    return listing.order();
  }

  /** Asks in another thread: the caller may hold a lock, and whoever asks may serve others, too. */
  @Override
  public CompletionStage<ListingPage> page(ListingPosition position) {
    return CompletableFuture.supplyAsync(() -> inTurn(position), turns.executor())
        .thenCompose(page -> page);
  }

  private CompletionStage<ListingPage> inTurn(ListingPosition position) {
    String bucket = BucketName.of(listing.root(), turns.options());
    return turns.governor().run(turns.party(), bucket, () -> !closed, () -> listing.page(position));
  }

  @Override
  public CompletionStage<Done> close() {
    closed = true;
    return listing.close();
  }
}
