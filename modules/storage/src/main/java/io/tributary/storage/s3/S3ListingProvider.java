package io.tributary.storage.s3;

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

/** Lists {@code s3://bucket/prefix}. */
public final class S3ListingProvider implements ListingProvider {

  @Override
  public boolean handles(Locator root) {
    return root instanceof BucketLocator && root.scheme().equals(S3SourceProvider.SCHEME);
  }

  @Override
  public ObjectListing open(
      Locator root,
      boolean deep,
      SourceOptions options,
      SourceSecrets secrets,
      ActorSystem<?> system) {
    BucketLocator prefix = (BucketLocator) root;
    S3Node node = S3Node.get(system);
    BucketPlace place = node.place(prefix, options);
    KeySource keys = node.keys(options.profile());
    ServerClock clock = node.clock(place);
    return BucketListing.open(
        prefix,
        deep,
        options,
        secrets,
        system,
        query -> S3Dialect.ofBucket(prefix, query, options, place, keys, clock));
  }
}
