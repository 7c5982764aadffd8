package io.tributary.engine.fault;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.range.RangeSpec;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadOptions.Durability;
import io.tributary.engine.api.DownloadOptions.IfExists;
import io.tributary.engine.api.DownloadOptions.OnChange;
import io.tributary.engine.api.DownloadOptions.Verify;
import java.time.Duration;

/** Download options, one word each. */
final class Options {
  private long partSizeBytes;
  private int lanes;
  private long limitBytesPerSecond;
  private int retries = 8;
  private Duration stallTimeout = Duration.ofSeconds(20);
  private RangeSpec range;
  private Checksum checksum;
  private IfExists ifExists = IfExists.OVERWRITE;
  private OnChange onChange = OnChange.RESTART;
  private Durability durability = Durability.FLUSH;
  private Verify verify = Verify.NETWORK;
  private boolean restart;

  /** Parts of a fixed size, however small the object is. */
  static Options parts(long partSizeBytes) {
    Options options = new Options();
    options.partSizeBytes = partSizeBytes;
    return options;
  }

  static Options automatic() {
    return new Options();
  }

  Options lanes(int number) {
    lanes = number;
    return this;
  }

  Options limit(long bytesPerSecond) {
    limitBytesPerSecond = bytesPerSecond;
    return this;
  }

  Options retries(int most) {
    retries = most;
    return this;
  }

  Options stallTimeout(Duration timeout) {
    stallTimeout = timeout;
    return this;
  }

  Options range(String text) {
    range = RangeSpec.parse(text);
    return this;
  }

  Options checksum(String text) {
    checksum = Checksum.parse(text);
    return this;
  }

  Options ifExists(IfExists policy) {
    ifExists = policy;
    return this;
  }

  Options failOnChange() {
    onChange = OnChange.FAIL;
    return this;
  }

  Options fast() {
    durability = Durability.FAST;
    return this;
  }

  Options verifyDisk() {
    verify = Verify.DISK;
    return this;
  }

  Options restart() {
    restart = true;
    return this;
  }

  DownloadOptions build() {
    return new DownloadOptions(
        partSizeBytes,
        0,
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
        restart);
  }
}
