package io.tributary.storage.oss;

import akka.actor.typed.ActorSystem;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.Locator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.bucket.BucketListing;
import io.tributary.storage.bucket.KeySource;
import io.tributary.storage.bucket.ServerClock;
import io.tributary.storage.http.HttpDialect;
import io.tributary.storage.http.HttpDocuments;
import io.tributary.storage.listing.ListingProvider;
import io.tributary.storage.listing.ObjectListing;
import java.util.function.Function;

/** Lists {@code oss://bucket/prefix}. */
public final class OssListingProvider implements ListingProvider {

  @Override
  public boolean handles(Locator root) {
    return root instanceof BucketLocator && root.scheme().equals(OssSourceProvider.SCHEME);
  }

  @Override
  public ObjectListing open(
      Locator root,
      boolean deep,
      SourceOptions options,
      SourceSecrets secrets,
      ActorSystem<?> system) {
    BucketLocator prefix = (BucketLocator) root;
    OssNode node = OssNode.get(system);
    ServerClock clock = node.clock(Address.ofBucket(prefix, options, "").endpoint());
    return listing(prefix, deep, options, secrets, system, node.keys(options.profile()), clock);
  }

  static ObjectListing listing(
      BucketLocator prefix,
      boolean deep,
      SourceOptions options,
      SourceSecrets secrets,
      ActorSystem<?> system,
      KeySource keys,
      ServerClock clock) {
    Function<String, HttpDialect> requests =
        query ->
            OssDialect.ofBucket(
                prefix, options, Address.ofBucket(prefix, options, query), keys, clock);
    HttpDocuments documents = HttpDocuments.create(requests.apply(""), options, secrets, system);
    return new BucketListing(prefix, deep, documents, requests);
  }
}
