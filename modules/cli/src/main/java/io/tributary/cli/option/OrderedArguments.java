package io.tributary.cli.option;

import io.tributary.engine.cat.OrderedOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code cat} that say how an object is read in order. */
public final class OrderedArguments {

  @Mixin WantedArguments wanted;

  @Option(
      names = "--part-size",
      paramLabel = "SIZE",
      converter = Converters.PartSize.class,
      description = "Bytes of one request, 100KiB to 128MiB, or auto. Default: auto, 4MiB.")
  long partSizeBytes;

  @Option(
      names = "--lanes",
      paramLabel = "N|auto",
      converter = Converters.Lanes.class,
      description = "Requests at a time; times --part-size at most 128MiB. Default: auto, 8.")
  int lanes;

  /** What is not given gives way: a large part size means fewer lanes. */
  public OrderedOptions options(SourceArguments source) {
    long part = partSizeBytes == 0 ? OrderedOptions.USUAL_PART_BYTES : partSizeBytes;
    long fitting = Math.max(1, OrderedOptions.MOST_BYTES / part);
    if (lanes > fitting && partSizeBytes == 0) {
      part = OrderedOptions.MOST_BYTES / lanes;
      fitting = lanes;
    }
    int used = lanes == 0 ? (int) Math.min(fitting, OrderedOptions.USUAL_LANES) : lanes;
    if (part > OrderedOptions.MOST_BYTES / used) {
      throw Usage.option(
          "--part-size", "parts wait in memory: part size times lanes is limited to 128MiB", "");
    }
    return new OrderedOptions(
        part, used, wanted.retries, source.stallTimeout(), wanted.range, wanted.checksum);
  }
}
