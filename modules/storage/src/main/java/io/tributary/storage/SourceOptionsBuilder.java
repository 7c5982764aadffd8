package io.tributary.storage;

import io.tributary.storage.SourceOptions.Addressing;
import io.tributary.storage.SourceOptions.RangeBehavior;
import io.tributary.storage.SourceOptions.Signature;
import java.time.Duration;

/**
 * Makes {@link SourceOptions}; what is not set keeps its default. Values are checked by {@link
 * #build}.
 */
public final class SourceOptionsBuilder {
  private String endpoint = "";
  private String region = "";
  private Signature signature = Signature.V4;
  private Addressing addressing = Addressing.AUTO;
  private String profile = "";
  private boolean anonymous;
  private boolean requestPayer;
  private long trafficLimitBits;
  private RangeBehavior rangeBehavior = RangeBehavior.STANDARD;
  private boolean insecure;
  private String caFile = "";
  private boolean allowPrivateRedirects;
  private Duration timeout = Duration.ofSeconds(30);

  SourceOptionsBuilder() {}

  /** Begins with what others say. */
  SourceOptionsBuilder(SourceOptions from) {
    endpoint = from.endpoint();
    region = from.region();
    signature = from.signature();
    addressing = from.addressing();
    profile = from.profile();
    anonymous = from.anonymous();
    requestPayer = from.requestPayer();
    trafficLimitBits = from.trafficLimitBits();
    rangeBehavior = from.rangeBehavior();
    insecure = from.insecure();
    caFile = from.caFile();
    allowPrivateRedirects = from.allowPrivateRedirects();
    timeout = from.timeout();
  }

  /** URL or host name of the service, for {@code oss://} and {@code s3://}. */
  public SourceOptionsBuilder endpoint(String value) {
    endpoint = value;
    return this;
  }

  /** Such as {@code cn-hangzhou} or {@code eu-central-1}. */
  public SourceOptionsBuilder region(String value) {
    region = value;
    return this;
  }

  /** How requests to OSS are signed. */
  public SourceOptionsBuilder signature(Signature value) {
    signature = value;
    return this;
  }

  /** Where the bucket's name goes. */
  public SourceOptionsBuilder addressing(Addressing value) {
    addressing = value;
    return this;
  }

  /** Name of a credentials profile, looked up on each node. */
  public SourceOptionsBuilder profile(String value) {
    profile = value;
    return this;
  }

  /** Requests are not signed. */
  public SourceOptionsBuilder anonymous(boolean value) {
    anonymous = value;
    return this;
  }

  /** The requester pays. */
  public SourceOptionsBuilder requestPayer(boolean value) {
    requestPayer = value;
    return this;
  }

  /** Bit/s of each connection to OSS, within the vendor's bounds; 0 for no limit. */
  public SourceOptionsBuilder trafficLimitBits(long value) {
    trafficLimitBits = value;
    return this;
  }

  /** What OSS is to do with a range beyond the end. */
  public SourceOptionsBuilder rangeBehavior(RangeBehavior value) {
    rangeBehavior = value;
    return this;
  }

  /** Certificates are not checked. */
  public SourceOptionsBuilder insecure(boolean value) {
    insecure = value;
    return this;
  }

  /** PEM file of additional trusted certificate authorities, on each node. */
  public SourceOptionsBuilder caFile(String value) {
    caFile = value;
    return this;
  }

  /** Public servers may redirect to private addresses. */
  public SourceOptionsBuilder allowPrivateRedirects(boolean value) {
    allowPrivateRedirects = value;
    return this;
  }

  /** How long to wait for a connection, and for the head of a response. */
  public SourceOptionsBuilder timeout(Duration value) {
    timeout = value;
    return this;
  }

  /** Fails with an IllegalArgumentException when a value is out of its range. */
  public SourceOptions build() {
    return new SourceOptions(
        endpoint,
        region,
        signature,
        addressing,
        profile,
        anonymous,
        requestPayer,
        trafficLimitBits,
        rangeBehavior,
        insecure,
        caFile,
        allowPrivateRedirects,
        timeout);
  }
}
