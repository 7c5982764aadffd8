package io.tributary.engine.api;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.range.RangeSpec;
import java.time.Duration;

/**
 * Makes {@link DownloadOptions}; what is not set keeps its default. Values are checked by {@link
 * #build}.
 */
public final class DownloadOptionsBuilder {
  /** What the vendor's resumable download calls multiget_threshold. */
  private static final long DEFAULT_THRESHOLD_BYTES = 10L << 20;

  /** About half a minute without the network, with the pauses that lie between. */
  private static final int DEFAULT_RETRIES = 8;

  private static final Duration DEFAULT_STALL_TIMEOUT = Duration.ofSeconds(20);

  private long partSizeBytes;
  private long thresholdBytes = DEFAULT_THRESHOLD_BYTES;
  private int lanes;
  private long limitBytesPerSecond;
  private int retries = DEFAULT_RETRIES;
  private Duration stallTimeout = DEFAULT_STALL_TIMEOUT;
  private RangeSpec range;
  private Checksum checksum;
  private DownloadOptions.IfExists ifExists = DownloadOptions.IfExists.OVERWRITE;
  private DownloadOptions.OnChange onChange = DownloadOptions.OnChange.RESTART;
  private DownloadOptions.Durability durability = DownloadOptions.Durability.FLUSH;
  private DownloadOptions.Verify verify = DownloadOptions.Verify.NETWORK;
  private boolean restart;
  private boolean keepTime;
  private double limitRequestsPerSecond;
  private Priority priority = Priority.NORMAL;

  DownloadOptionsBuilder() {}

  /** Bytes of one request, 100 KiB to 5 GiB; 0 adapts. */
  public DownloadOptionsBuilder partSizeBytes(long bytes) {
    partSizeBytes = bytes;
    return this;
  }

  /** Smaller objects come in one request. */
  public DownloadOptionsBuilder thresholdBytes(long bytes) {
    thresholdBytes = bytes;
    return this;
  }

  /** Requests at a time, 1 to 256; 0 adapts. */
  public DownloadOptionsBuilder lanes(int count) {
    lanes = count;
    return this;
  }

  /** 0 for no limit. */
  public DownloadOptionsBuilder limitBytesPerSecond(long bytes) {
    limitBytesPerSecond = bytes;
    return this;
  }

  /** Failures in a row without progress. */
  public DownloadOptionsBuilder retries(int count) {
    retries = count;
    return this;
  }

  public DownloadOptionsBuilder stallTimeout(Duration timeout) {
    stallTimeout = timeout;
    return this;
  }

  /** Only these bytes of the object. */
  public DownloadOptionsBuilder range(RangeSpec spec) {
    range = spec;
    return this;
  }

  /** What the file must turn out to be. */
  public DownloadOptionsBuilder checksum(Checksum expected) {
    checksum = expected;
    return this;
  }

  public DownloadOptionsBuilder ifExists(DownloadOptions.IfExists policy) {
    ifExists = policy;
    return this;
  }

  public DownloadOptionsBuilder onChange(DownloadOptions.OnChange policy) {
    onChange = policy;
    return this;
  }

  public DownloadOptionsBuilder durability(DownloadOptions.Durability value) {
    durability = value;
    return this;
  }

  public DownloadOptionsBuilder verify(DownloadOptions.Verify value) {
    verify = value;
    return this;
  }

  /** Forget what an earlier run left. */
  public DownloadOptionsBuilder restart(boolean value) {
    restart = value;
    return this;
  }

  /** Give the file the Last-Modified of the object, where that has one. */
  public DownloadOptionsBuilder keepTime(boolean value) {
    keepTime = value;
    return this;
  }

  /** 0 for no limit. */
  public DownloadOptionsBuilder limitRequestsPerSecond(double requests) {
    limitRequestsPerSecond = requests;
    return this;
  }

  public DownloadOptionsBuilder priority(Priority value) {
    priority = value;
    return this;
  }

  /**
   * @throws IllegalArgumentException that names the value out of range
   */
  public DownloadOptions build() {
    return new DownloadOptions(
        partSizeBytes,
        thresholdBytes,
        lanes,
        limitBytesPerSecond,
        retries,
        stallTimeout,
        range,
        checksum,
        ifExists,
        onChange,
        durability,
        verify,
        restart,
        keepTime,
        limitRequestsPerSecond,
        priority);
  }
}
