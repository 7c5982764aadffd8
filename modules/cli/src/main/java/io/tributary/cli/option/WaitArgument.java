package io.tributary.cli.option;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command waits for what it is to see. */
public final class WaitArgument {

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      converter = Converters.Timeout.class,
      description = "How long to wait until it is, 1ms to 1d. Default: not at all.")
  Duration patience = Duration.ZERO;

  public Duration patience() {
    return patience;
  }
}
