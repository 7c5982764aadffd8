package io.tributary.engine.job;

import akka.actor.typed.ActorSystem;
import io.tributary.core.retry.RetryPolicy;
import io.tributary.core.tree.ListingOrder;
import io.tributary.engine.cat.Attempts;
import io.tributary.engine.governor.Party;
import io.tributary.engine.lease.Lease;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.source.OpenSources;
import io.tributary.storage.listing.ListingPage;
import io.tributary.storage.listing.ListingPosition;
import io.tributary.storage.listing.ObjectListing;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** The pages of what a job brings; of a bucket, several are listed at a time. */
final class JobListing implements AutoCloseable {
  private final ObjectListing listing;
  private final Lease<Party> party;
  private final Attempts attempts;
  private final Function<String, ObjectListing> opener;
  private final Map<String, ObjectListing> levels = new ConcurrentHashMap<>();
  private final ListingParts parts = new ListingParts(new Pages());

  /** Each after as many attempts as the job allows. */
  private final class Pages implements ListedPages {
    @Override
    public String prefix() {
      return listing.keyPrefix();
    }

    @Override
    public CompletionStage<ListingPage> all(ListingPosition position) {
      return attempts.run(() -> listing.page(position));
    }

    @Override
    public CompletionStage<ListingPage> level(String prefix, ListingPosition position) {
      ObjectListing level = levels.computeIfAbsent(prefix, opener);
      return attempts.run(() -> level.page(position));
    }
  }

  private JobListing(
      ObjectListing listing,
      Lease<Party> party,
      Attempts attempts,
      Function<String, ObjectListing> opener) {
    this.listing = listing;
    this.party = party;
    this.attempts = attempts;
    this.opener = opener;
  }

  /** No network traffic yet. Throws a TributaryException when it cannot work. */
  static JobListing open(JobSpec spec, ActorSystem<?> system) {
    RetryPolicy retries = new RetryPolicy(spec.options().download().retries());
    NodeResources node = NodeResources.get(system);
    OpenSources sources = node.sources();
    ObjectListing listing =
        spec.manifest() ? sources.manifest(spec.source()) : sources.listing(spec.source());
    Lease<Party> party = node.governor().join(spec.claim());
    ListingInTurn.Turns turns =
        new ListingInTurn.Turns(
            node.governor(), party.value(), spec.source().options(), system.executionContext());
    return new JobListing(
        ListingInTurn.of(listing, turns),
        party,
        new Attempts(retries, system),
        prefix -> ListingInTurn.of(sources.level(spec.source(), prefix), turns));
  }

  /** Fails with what the last of several attempts failed with. */
  CompletionStage<ListingPage> page(String position) {
    ListingPosition at = ListingPosition.parse(position);
    return order() == ListingOrder.SORTED ? parts.page(at) : attempts.run(() -> listing.page(at));
  }

  /** Shows {@code reader} all pages from the first to where {@code position} begins. */
  CompletionStage<Void> before(String position, Consumer<ListingPage> reader) {
    return before(ListingPosition.START.text(), position, reader);
  }

  private CompletionStage<Void> before(String from, String position, Consumer<ListingPage> reader) {
    return from.equals(position)
        ? CompletableFuture.completedStage(null)
        : page(from)
            .thenCompose(
                page -> {
                  reader.accept(page);
                  String next = page.next().map(ListingPosition::text).orElse(position);
                  return before(next, position, reader);
                });
  }

  /** What all keys begin with. */
  String prefix() {
    return listing.keyPrefix();
  }

  ListingOrder order() {
    return listing.order();
  }

  @Override
  public void close() {
    parts.close();
    levels.values().forEach(ObjectListing::close);
    var unused = listing.close();
    party.close();
  }
}
