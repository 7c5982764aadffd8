package io.tributary.cli.option;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.range.RangeSpec;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadOptions.Durability;
import io.tributary.engine.api.DownloadOptions.IfExists;
import io.tributary.engine.api.DownloadOptions.OnChange;
import io.tributary.engine.api.DownloadOptions.Verify;
import picocli.CommandLine.Option;

/** The options that say how a download behaves. */
public final class TransferArguments {

  @Option(
      names = "--part-size",
      paramLabel = "SIZE",
      converter = Converters.PartSize.class,
      description = "Bytes of one request, 100KiB to 5GiB, or auto. Default: auto.")
  long partSizeBytes = DownloadOptions.defaults().partSizeBytes();

  @Option(
      names = "--threshold",
      paramLabel = "SIZE",
      converter = Converters.Size.class,
      description = "Smaller objects come in one request. Default: 10MiB.")
  long thresholdBytes = DownloadOptions.defaults().thresholdBytes();

  @Option(
      names = "--lanes",
      paramLabel = "N|auto",
      converter = Converters.Lanes.class,
      description = "Requests at a time, 1 to 256. Default: auto.")
  int lanes = DownloadOptions.defaults().lanes();

  @Option(
      names = "--limit-rate",
      paramLabel = "SIZE/s",
      converter = Converters.Speed.class,
      description = "Most bytes per second, such as 20MB/s; 0 for no limit. Default: 0.")
  long limitBytesPerSecond = DownloadOptions.defaults().limitBytesPerSecond();

  @Option(
      names = "--retries",
      paramLabel = "N",
      converter = Converters.Retries.class,
      description = "Failures in a row without progress before giving up. Default: 8.")
  int retries = DownloadOptions.defaults().retries();

  @Option(
      names = "--range",
      paramLabel = "FIRST-LAST",
      converter = Converters.Range.class,
      description = "Only these bytes: 0-999 (both included), 500- or -500 (the last 500).")
  RangeSpec range;

  @Option(
      names = "--checksum",
      paramLabel = "ALGORITHM:VALUE",
      converter = Converters.Expected.class,
      description =
          "What the file must be: sha256, sha512, sha1, md5, crc32, crc32c, crc64nvme in hexadecimal,"
              + " crc64 (CRC-64/XZ, as OSS has it) in decimal.")
  Checksum checksum;

  @Option(
      names = "--if-exists",
      paramLabel = "WHAT",
      description =
          "When there is a file already: overwrite, skip, fail or newer (only when the object is"
              + " newer). Default: overwrite.")
  IfExists ifExists = DownloadOptions.defaults().ifExists();

  @Option(
      names = "--on-change",
      paramLabel = "REACTION",
      description =
          "When the object has changed since an unfinished run: restart or fail. Default: restart.")
  OnChange onChange = DownloadOptions.defaults().onChange();

  @Option(
      names = "--durability",
      paramLabel = "DURABILITY",
      description =
          "flush: progress counts once it is on the disk; fast: not even a power loss is thought of."
              + " Default: flush.")
  Durability durability = DownloadOptions.defaults().durability();

  @Option(
      names = "--verify",
      paramLabel = "VERIFICATION",
      description =
          "network: checksums of the bytes as they arrived; disk: read the file back as well."
              + " Default: network.")
  Verify verify = DownloadOptions.defaults().verify();

  @Option(names = "--restart", description = "Forget what an unfinished run has left.")
  boolean restart;

  public DownloadOptions options(SourceArguments source) {
    return new DownloadOptions(
        partSizeBytes,
        thresholdBytes,
        lanes,
        limitBytesPerSecond,
        retries,
        source.timeout == null ? DownloadOptions.defaults().stallTimeout() : source.timeout,
        range,
        checksum,
        ifExists,
        onChange,
        durability,
        verify,
        restart);
  }
}
