package io.tributary.cli.launch;

import java.util.Map;

/**
 * Sets up logging to standard error before the first logger exists. Silent by default: what users
 * need to know is said by the command itself. Libraries that can log requests with their signatures
 * stay at warnings, whatever is asked for.
 */
public final class Logging {
  private static final String SIMPLE = "org.slf4j.simpleLogger.";

  private Logging() {}

  /**
   * @param verbosity 0 for nothing, 1 for what happens, 2 for details
   */
  public static void configure(int verbosity) {
    String ours = verbosity == 0 ? "off" : verbosity == 1 ? "info" : "debug";
    String others = verbosity == 0 ? "off" : "warn";
    Map<String, String> properties =
        Map.of(
            SIMPLE + "defaultLogLevel",
            others,
            SIMPLE + "log.io.tributary",
            ours,
            // Who asked a node for what, where no file is named for that.
            SIMPLE + "log.tributary.audit",
            ours,
            SIMPLE + "log.akka",
            verbosity == 2 ? "info" : others,
            SIMPLE + "showDateTime",
            "true",
            SIMPLE + "dateTimeFormat",
            "HH:mm:ss.SSS",
            SIMPLE + "showThreadName",
            "false",
            "akka.loglevel",
            verbosity == 0 ? "OFF" : verbosity == 1 ? "INFO" : "DEBUG",
            "akka.stdout-loglevel",
            "OFF");
    properties.forEach(System::setProperty);
  }
}
