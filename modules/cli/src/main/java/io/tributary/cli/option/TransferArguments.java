package io.tributary.cli.option;

import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadOptions.Durability;
import io.tributary.engine.api.DownloadOptions.IfExists;
import io.tributary.engine.api.DownloadOptions.OnChange;
import io.tributary.engine.api.DownloadOptions.Verify;
import io.tributary.engine.api.Priority;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how a download behaves. */
public final class TransferArguments {

  @Mixin WantedArguments wanted;

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
      names = "--limit-requests",
      paramLabel = "N",
      converter = Converters.Requests.class,
      description = "Most requests begun per second, also 0.5; 0 for no limit. Default: 0.")
  double limitRequestsPerSecond;

  @Option(
      names = "--priority",
      paramLabel = "PRIORITY",
      description =
          "low, normal or high: its share where a node's downloads and jobs wait for each other."
              + " Default: normal.")
  Priority priority = DownloadOptions.defaults().priority();

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
          "flush: progress counts once it is on the disk; fast: not even a power loss is thought"
              + " of. Default: flush.")
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
        wanted.retries,
        source.stallTimeout(),
        wanted.range,
        wanted.checksum,
        ifExists,
        onChange,
        durability,
        verify,
        restart,
        false,
        limitRequestsPerSecond,
        priority);
  }
}
