package io.tributary.storage.s3;

import io.tributary.core.locator.BucketLocator;
import io.tributary.storage.ObjectReader;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceOptions.Addressing;
import io.tributary.storage.SourceOptionsBuilder;
import io.tributary.storage.SourceReader;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.bucket.AccessKeys;
import io.tributary.storage.bucket.BucketListing;
import io.tributary.storage.bucket.BucketObjects;
import io.tributary.storage.bucket.KeySource;
import io.tributary.storage.bucket.ServerClock;
import io.tributary.storage.http.HttpObjectReader;
import io.tributary.storage.http.HttpObjectSource;
import io.tributary.storage.listing.ObjectListing;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** How a test reaches an object; everything has a default. Immutable. */
record S3Setup(SourceOptions options, KeySource keys, BucketRegion learned) {

  static final AccessKeys KEYS = new AccessKeys("river-id", "river-secret", "", null, false);

  static S3Setup at(String endpoint) {
    return new S3Setup(
        options(endpoint, "eu-central-1", Addressing.AUTO), fixed(KEYS), new BucketRegion());
  }

  static KeySource fixed(AccessKeys keys) {
    return new KeySource() {
      @Override
      public CompletionStage<AccessKeys> current() {
        return CompletableFuture.completedFuture(keys);
      }

      @Override
      public boolean refused() {
        return false;
      }
    };
  }

  private S3Setup with(UnaryOperator<SourceOptionsBuilder> change) {
    return new S3Setup(change.apply(options.toBuilder()).build(), keys, learned);
  }

  S3Setup region(String value) {
    return with(options -> options.region(value));
  }

  S3Setup unsigned() {
    return with(options -> options.anonymous(true));
  }

  S3Setup paying() {
    return with(options -> options.requestPayer(true));
  }

  S3Setup keys(KeySource value) {
    return new S3Setup(options, value, learned);
  }

  S3Setup keys(AccessKeys value) {
    return keys(fixed(value));
  }

  static SourceOptions options(String endpoint, String region, Addressing addressing) {
    return SourceOptions.builder()
        .endpoint(endpoint)
        .region(region)
        .addressing(addressing)
        .timeout(Duration.ofSeconds(10))
        .build();
  }

  /** A machine on which nothing is set up. */
  static UsualPlace nowhere() {
    return new UsualPlace(Map.of(), Optional::empty);
  }

  ObjectSource open(BucketLocator locator, SourceReader.Node node) {
    BucketPlace place = BucketPlace.of(locator, options, nowhere(), learned);
    S3Dialect dialect =
        S3Dialect.ofObject(locator, options, place, keys, new ServerClock(Clock.systemUTC()));
    return HttpObjectSource.create(dialect, options, SourceSecrets.none(), node.system());
  }

  ObjectReader reader(String bucket, SourceReader.Node node) {
    BucketLocator any = new BucketLocator("s3", bucket, "", "");
    S3Bucket place =
        new S3Bucket(
            new BucketObjects("s3", bucket),
            options,
            BucketPlace.of(any, options, nowhere(), learned),
            keys,
            new ServerClock(Clock.systemUTC()));
    return HttpObjectReader.create(place, options, SourceSecrets.none(), node.system());
  }

  ObjectListing list(BucketLocator prefix, boolean deep, SourceReader.Node node) {
    BucketPlace place = BucketPlace.of(prefix, options, nowhere(), learned);
    ServerClock clock = new ServerClock(Clock.systemUTC());
    return BucketListing.open(
        prefix,
        deep,
        options,
        SourceSecrets.none(),
        node.system(),
        query -> S3Dialect.ofBucket(prefix, query, options, place, keys, clock));
  }

  /**
   * @param path {@code /bucket/key}
   */
  ObjectSource open(String path, SourceReader.Node node) {
    int slash = path.indexOf('/', 1);
    return open(
        new BucketLocator("s3", path.substring(1, slash), path.substring(slash + 1), ""), node);
  }
}
