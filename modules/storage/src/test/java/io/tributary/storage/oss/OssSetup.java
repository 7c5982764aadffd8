package io.tributary.storage.oss;

import io.tributary.core.locator.BucketLocator;
import io.tributary.storage.ObjectReader;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceOptions.Addressing;
import io.tributary.storage.SourceOptions.RangeBehavior;
import io.tributary.storage.SourceOptions.Signature;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** How a test reaches an object; everything has a default. Immutable. */
record OssSetup(SourceOptions options, KeySource keys) {

  static final AccessKeys KEYS = new AccessKeys("river-id", "river-secret", "", null, false);

  static OssSetup at(String endpoint) {
    SourceOptions options =
        SourceOptions.builder()
            .endpoint(endpoint)
            .region("cn-hangzhou")
            .timeout(Duration.ofSeconds(10))
            .build();
    return new OssSetup(options, fixed(KEYS));
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

  private OssSetup with(UnaryOperator<SourceOptionsBuilder> change) {
    return new OssSetup(change.apply(options.toBuilder()).build(), keys);
  }

  OssSetup region(String value) {
    return with(options -> options.region(value));
  }

  OssSetup signature(Signature value) {
    return with(options -> options.signature(value));
  }

  OssSetup addressing(Addressing value) {
    return with(options -> options.addressing(value));
  }

  OssSetup unsigned() {
    return with(options -> options.anonymous(true));
  }

  OssSetup paying(long trafficLimit) {
    return with(options -> options.requestPayer(true).trafficLimitBits(trafficLimit));
  }

  OssSetup legacyRanges() {
    return with(options -> options.rangeBehavior(RangeBehavior.LEGACY));
  }

  OssSetup keys(KeySource value) {
    return new OssSetup(options, value);
  }

  OssSetup keys(AccessKeys value) {
    return keys(fixed(value));
  }

  ObjectSource open(BucketLocator locator, SourceReader.Node node) {
    OssDialect dialect =
        new OssDialect(
            locator,
            options,
            Address.of(locator, options),
            keys,
            new ServerClock(Clock.systemUTC()));
    return HttpObjectSource.create(dialect, options, SourceSecrets.none(), node.system());
  }

  ObjectReader reader(String bucket, SourceReader.Node node) {
    BucketLocator any = new BucketLocator("oss", bucket, "", "");
    OssBucket place =
        new OssBucket(
            new BucketObjects("oss", bucket),
            options,
            Address.ofBucket(any, options, ""),
            keys,
            new ServerClock(Clock.systemUTC()));
    return HttpObjectReader.create(place, options, SourceSecrets.none(), node.system());
  }

  ObjectListing list(BucketLocator prefix, boolean deep, SourceReader.Node node) {
    ServerClock clock = new ServerClock(Clock.systemUTC());
    return BucketListing.open(
        prefix,
        deep,
        options,
        SourceSecrets.none(),
        node.system(),
        query ->
            OssDialect.ofBucket(
                prefix, options, Address.ofBucket(prefix, options, query), keys, clock));
  }

  /**
   * @param path {@code /bucket/key}
   */
  ObjectSource open(String path, SourceReader.Node node) {
    int slash = path.indexOf('/', 1);
    return open(
        new BucketLocator("oss", path.substring(1, slash), path.substring(slash + 1), ""), node);
  }
}
