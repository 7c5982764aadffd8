package io.tributary.testkit.oss;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an OSS server knows besides its objects. A bucket exists when it is named here or when an
 * object's path starts with {@code /bucket/}; it is private unless {@link #withPublicBucket} says
 * otherwise. Immutable.
 *
 * @param region what V4 signatures must be made for, such as {@code cn-hangzhou}
 * @param cnames host names of custom domains to buckets
 * @param buckets names of buckets that exist even without objects
 * @param publicBuckets readable, and restored from archives, without a signature
 * @param requesterPays buckets whose readers must send {@code x-oss-request-payer}
 * @param clock for skew and expiry, and for the time that restores take
 * @param restoreTime from a request to restore an archived object until it is readable
 */
public record OssSettings(
    String region,
    List<OssAccount> accounts,
    Map<String, String> cnames,
    Set<String> buckets,
    Set<String> publicBuckets,
    Set<String> requesterPays,
    Clock clock,
    Duration restoreTime) {

  public OssSettings {
    accounts = List.copyOf(accounts);
    cnames = Map.copyOf(cnames);
    buckets = Set.copyOf(buckets);
    publicBuckets = Set.copyOf(publicBuckets);
    requesterPays = Set.copyOf(requesterPays);
  }

  /** Region {@code cn-hangzhou}, these accounts, private buckets. */
  public static OssSettings of(OssAccount... accounts) {
    return new OssSettings(
        "cn-hangzhou",
        List.of(accounts),
        Map.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Clock.systemUTC(),
        Duration.ofSeconds(1));
  }

  /** The region that V4 signatures must name. */
  public OssSettings withRegion(String newRegion) {
    return new OssSettings(
        newRegion, accounts, cnames, buckets, publicBuckets, requesterPays, clock, restoreTime);
  }

  /** A custom domain: requests with this Host are for this bucket. */
  public OssSettings withCname(String host, String bucket) {
    Map<String, String> more = new HashMap<>(cnames);
    more.put(host, bucket);
    return new OssSettings(
        region, accounts, more, buckets, publicBuckets, requesterPays, clock, restoreTime);
  }

  /** A private bucket that exists even without objects. */
  public OssSettings withBucket(String bucket) {
    Set<String> more = plus(buckets, bucket);
    return new OssSettings(
        region, accounts, cnames, more, publicBuckets, requesterPays, clock, restoreTime);
  }

  /** A bucket that may be read without a signature. */
  public OssSettings withPublicBucket(String bucket) {
    Set<String> more = plus(publicBuckets, bucket);
    return new OssSettings(
        region, accounts, cnames, buckets, more, requesterPays, clock, restoreTime);
  }

  /** A bucket whose readers must send {@code x-oss-request-payer: requester}. */
  public OssSettings withRequesterPays(String bucket) {
    Set<String> more = plus(requesterPays, bucket);
    return new OssSettings(
        region, accounts, cnames, buckets, publicBuckets, more, clock, restoreTime);
  }

  /** A clock that is wrong, or that a test moves. */
  public OssSettings withClock(Clock newClock) {
    return new OssSettings(
        region, accounts, cnames, buckets, publicBuckets, requesterPays, newClock, restoreTime);
  }

  /** How long archived objects take to be restored. */
  public OssSettings withRestoreTime(Duration time) {
    return new OssSettings(
        region, accounts, cnames, buckets, publicBuckets, requesterPays, clock, time);
  }

  private static Set<String> plus(Set<String> set, String element) {
    Set<String> more = new HashSet<>(set);
    more.add(element);
    return more;
  }
}
