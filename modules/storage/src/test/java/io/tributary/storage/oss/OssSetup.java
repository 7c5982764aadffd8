package io.tributary.storage.oss;

import io.tributary.core.locator.BucketLocator;
import io.tributary.storage.ObjectReader;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceOptions.Addressing;
import io.tributary.storage.SourceOptions.RangeBehavior;
import io.tributary.storage.SourceOptions.Signature;
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

/** How a test reaches an object; everything has a default. Immutable. */
record OssSetup(
    String endpoint,
    String region,
    Signature signature,
    Addressing addressing,
    boolean anonymous,
    boolean requestPayer,
    long trafficLimitBits,
    RangeBehavior rangeBehavior,
    KeySource keys) {

  static final AccessKeys KEYS = new AccessKeys("river-id", "river-secret", "", null, false);

  static OssSetup at(String endpoint) {
    return new OssSetup(
        endpoint,
        "cn-hangzhou",
        Signature.V4,
        Addressing.AUTO,
        false,
        false,
        0,
        RangeBehavior.STANDARD,
        fixed(KEYS));
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

  OssSetup region(String value) {
    return new OssSetup(
        endpoint,
        value,
        signature,
        addressing,
        anonymous,
        requestPayer,
        trafficLimitBits,
        rangeBehavior,
        keys);
  }

  OssSetup signature(Signature value) {
    return new OssSetup(
        endpoint,
        region,
        value,
        addressing,
        anonymous,
        requestPayer,
        trafficLimitBits,
        rangeBehavior,
        keys);
  }

  OssSetup addressing(Addressing value) {
    return new OssSetup(
        endpoint,
        region,
        signature,
        value,
        anonymous,
        requestPayer,
        trafficLimitBits,
        rangeBehavior,
        keys);
  }

  OssSetup unsigned() {
    return new OssSetup(
        endpoint,
        region,
        signature,
        addressing,
        true,
        requestPayer,
        trafficLimitBits,
        rangeBehavior,
        keys);
  }

  OssSetup paying(long trafficLimit) {
    return new OssSetup(
        endpoint,
        region,
        signature,
        addressing,
        anonymous,
        true,
        trafficLimit,
        rangeBehavior,
        keys);
  }

  OssSetup legacyRanges() {
    return new OssSetup(
        endpoint,
        region,
        signature,
        addressing,
        anonymous,
        requestPayer,
        trafficLimitBits,
        RangeBehavior.LEGACY,
        keys);
  }

  OssSetup keys(KeySource value) {
    return new OssSetup(
        endpoint,
        region,
        signature,
        addressing,
        anonymous,
        requestPayer,
        trafficLimitBits,
        rangeBehavior,
        value);
  }

  OssSetup keys(AccessKeys value) {
    return keys(fixed(value));
  }

  SourceOptions options() {
    return new SourceOptions(
        endpoint,
        region,
        signature,
        addressing,
        "",
        anonymous,
        requestPayer,
        trafficLimitBits,
        rangeBehavior,
        false,
        "",
        false,
        Duration.ofSeconds(10));
  }

  ObjectSource open(BucketLocator locator, SourceReader.Node node) {
    SourceOptions options = options();
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
            options(),
            Address.ofBucket(any, options(), ""),
            keys,
            new ServerClock(Clock.systemUTC()));
    return HttpObjectReader.create(place, options(), SourceSecrets.none(), node.system());
  }

  ObjectListing list(BucketLocator prefix, boolean deep, SourceReader.Node node) {
    ServerClock clock = new ServerClock(Clock.systemUTC());
    return BucketListing.open(
        prefix,
        deep,
        options(),
        SourceSecrets.none(),
        node.system(),
        query ->
            OssDialect.ofBucket(
                prefix, options(), Address.ofBucket(prefix, options(), query), keys, clock));
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
