package io.tributary.cli.option;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where unfinished downloads are remembered. */
public final class StateArguments {

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description =
          "Where unfinished downloads are remembered. Default: $XDG_STATE_HOME/tributary, usually"
              + " ~/.local/state/tributary.")
  Path directory;

  public Path directory(Map<String, String> environment) {
    return directory == null
        ? ProgramArguments.usualStateDirectory(environment)
        : directory.toAbsolutePath();
  }
}
