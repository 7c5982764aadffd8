package io.tributary.storage.s3;

import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.Locator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.bucket.BucketObjects;
import io.tributary.storage.bucket.KeySource;
import io.tributary.storage.bucket.ServerClock;
import io.tributary.storage.http.HttpDialect;
import io.tributary.storage.http.HttpPlace;
import io.tributary.storage.http.ResponseHead;
import java.net.URI;
import java.util.Optional;

/** The objects of a bucket. */
record S3Bucket(
    BucketObjects objects,
    SourceOptions options,
    BucketPlace place,
    KeySource keys,
    ServerClock clock)
    implements HttpPlace {

  static S3Bucket of(BucketLocator any, SourceOptions options, S3Node node) {
    BucketPlace place = node.place(any, options);
    return new S3Bucket(
        new BucketObjects(any.scheme(), any.bucket()),
        options,
        place,
        node.keys(options.profile()),
        node.clock(place));
  }

  @Override
  public URI start() {
    return URI.create(place.url("", ""));
  }

  @Override
  public boolean holds(Locator object) {
    return objects.hold(object);
  }

  @Override
  public HttpDialect dialect(Locator object) {
    return S3Dialect.ofObject(objects.named(object), options, place, keys, clock);
  }

  @Override
  public HttpDialect restoring(Locator object, int days) {
    return S3Dialect.ofRestore(
        objects.named(object), "<Days>" + days + "</Days>", options, place, keys, clock);
  }

  @Override
  public boolean mayRestoreForGood() {
    return true;
  }

  /** What is in an archive of this class comes back for good, and no days may be named. */
  @Override
  public Optional<HttpDialect> restoringForGood(Locator object, ResponseHead head) {
    return head.header("x-amz-storage-class").filter("INTELLIGENT_TIERING"::equals).isEmpty()
        ? Optional.empty()
        : Optional.of(S3Dialect.ofRestore(objects.named(object), "", options, place, keys, clock));
  }
}
