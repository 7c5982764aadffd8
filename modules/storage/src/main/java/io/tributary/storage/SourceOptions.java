package io.tributary.storage;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How to reach an object: everything that is not secret, so it may travel in messages and the
 * journal. Empty text means "not given".
 *
 * @param endpoint URL or host name of the service, for {@code oss://} and {@code s3://}
 * @param region likewise, such as {@code cn-hangzhou} or {@code eu-central-1}
 * @param profile name of a credentials profile, looked up on each node
 * @param caFile PEM file of additional trusted certificate authorities
 * @param trafficLimitBits {@code x-oss-traffic-limit} in bit/s per connection; 0 for none
 * @param timeout how long to wait for a connection, and for the head of a response
 */
public record SourceOptions(
    String endpoint,
    String region,
    Signature signature,
    Addressing addressing,
    String profile,
    boolean anonymous,
    boolean requestPayer,
    long trafficLimitBits,
    RangeBehavior rangeBehavior,
    boolean insecure,
    String caFile,
    boolean allowPrivateRedirects,
    Duration timeout) {

  /** Least and greatest {@code x-oss-traffic-limit}, bit/s (vendor's documentation). */
  public static final long MIN_TRAFFIC_LIMIT_BITS = 819_200;

  public static final long MAX_TRAFFIC_LIMIT_BITS = 838_860_800;

  /** OSS request signature. */
  public enum Signature {
    V4,
    V1
  }

  /**
   * Where the bucket's name goes. AUTO: path style for IP addresses, for s3:// also for all but the
   * vendor's own endpoints, else virtual-hosted.
   */
  public enum Addressing {
    AUTO,
    VIRTUAL,
    PATH,
    CNAME
  }

  /** Whether {@code x-oss-range-behavior: standard} is sent. */
  public enum RangeBehavior {
    STANDARD,
    LEGACY
  }

  public SourceOptions {
    requireNonNull(endpoint, "endpoint");
    requireNonNull(region, "region");
    requireNonNull(signature, "signature");
    requireNonNull(addressing, "addressing");
    requireNonNull(profile, "profile");
    requireNonNull(rangeBehavior, "rangeBehavior");
    requireNonNull(caFile, "caFile");
    requireNonNull(timeout, "timeout");
    if (trafficLimitBits != 0
        && (trafficLimitBits < MIN_TRAFFIC_LIMIT_BITS
            || trafficLimitBits > MAX_TRAFFIC_LIMIT_BITS)) {
      throw new IllegalArgumentException(
          "traffic limit must be "
              + MIN_TRAFFIC_LIMIT_BITS
              + " to "
              + MAX_TRAFFIC_LIMIT_BITS
              + " bit/s, not "
              + trafficLimitBits);
    }
  }

  public static SourceOptions defaults() {
    return builder().build();
  }

  public static SourceOptionsBuilder builder() {
    return new SourceOptionsBuilder();
  }

  /** To change some of it. */
  public SourceOptionsBuilder toBuilder() {
    return new SourceOptionsBuilder(this);
  }
}
