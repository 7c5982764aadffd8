package io.tributary.cli.option;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that every verb has. */
public final class ProgramArguments {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /** Read before the command line is, since it says what other options default to. */
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Configuration file. Default: $XDG_CONFIG_HOME/tributary/config, when there is one.")
  Path config;

  /** The usual state directory: {@code $XDG_STATE_HOME/tributary}. */
  static Path usualStateDirectory(Map<String, String> environment) {
    String base = environment.getOrDefault("XDG_STATE_HOME", "");
    Path directory =
        base.isEmpty()
            ? Path.of(environment.getOrDefault("HOME", "/"), ".local", "state")
            : Path.of(base);
    return directory.resolve("tributary");
  }
}
