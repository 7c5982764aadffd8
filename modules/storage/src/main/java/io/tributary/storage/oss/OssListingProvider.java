package io.tributary.storage.oss;

import akka.actor.typed.ActorSystem;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.Locator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.bucket.BucketListing;
import io.tributary.storage.bucket.KeySource;
import io.tributary.storage.bucket.ServerClock;
import io.tributary.storage.listing.ListingProvider;
import io.tributary.storage.listing.ObjectListing;

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
    KeySource keys = node.keys(options.profile());
    return BucketListing.open(
        prefix,
        deep,
        options,
        secrets,
        system,
        query ->
            OssDialect.ofBucket(
                prefix, options, Address.ofBucket(prefix, options, query), keys, clock));
  }
}
