package io.tributary.storage.oss;

import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.Locator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.bucket.BucketObjects;
import io.tributary.storage.bucket.KeySource;
import io.tributary.storage.bucket.ServerClock;
import io.tributary.storage.http.HttpDialect;
import io.tributary.storage.http.HttpPlace;
import java.net.URI;

/** The objects of a bucket. */
record OssBucket(
    BucketObjects objects,
    SourceOptions options,
    Address address,
    KeySource keys,
    ServerClock clock)
    implements HttpPlace {

  static OssBucket of(BucketLocator any, SourceOptions options, OssNode node) {
    Address address = Address.ofBucket(any, options, "");
    return new OssBucket(
        new BucketObjects(any.scheme(), any.bucket()),
        options,
        address,
        node.keys(options.profile()),
        node.clock(address.endpoint()));
  }

  @Override
  public URI start() {
    return URI.create(address.url());
  }

  @Override
  public boolean holds(Locator object) {
    return objects.hold(object);
  }

  @Override
  public HttpDialect dialect(Locator object) {
    BucketLocator named = objects.named(object);
    return new OssDialect(named, options, address.ofObject(named), keys, clock);
  }

  @Override
  public HttpDialect restoring(Locator object, int days) {
    BucketLocator named = objects.named(object);
    Address there = address.ofObject(named).ofRestore();
    return OssDialect.ofRestore(named, days, options, there, keys, clock);
  }
}
