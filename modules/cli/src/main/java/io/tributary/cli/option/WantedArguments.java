package io.tributary.cli.option;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.range.RangeSpec;
import io.tributary.engine.api.DownloadOptions;
import picocli.CommandLine.Option;

/** The options that say which bytes are wanted, what they must be, and how hard to try. */
public final class WantedArguments {

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
          "What the bytes must add up to, or the exit code is 6: sha256, sha512, sha1, md5, crc32,"
              + " crc32c, crc64nvme in hexadecimal, crc64 (CRC-64/XZ, as OSS has it) in decimal.")
  Checksum checksum;
}
