package io.tributary.cli.launch;

import io.tributary.cli.log.LogFormat;
import io.tributary.cli.log.LogSettings;
import java.util.Map;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * What is logged to standard error. Silent by default: what users need to know is said by the
 * command itself. Libraries that can log requests with their signatures stay at warnings, whatever
 * is asked for.
 */
public final class Logging {
  /** Nothing but errors: whoever runs a node is to know why it ended. */
  public static final int ERRORS = -1;

  private Logging() {}

  /**
   * For a command that is watched; before the actor system is there.
   *
   * @param verbosity {@link #ERRORS}, 0 for nothing, 1 for what happens, 2 for details
   */
  public static void configure(int verbosity) {
    configure(verbosity, LogFormat.TEXT, Map.of());
  }

  /**
   * @param common what every line says, by its name
   */
  public static void configure(int verbosity, LogFormat format, Map<String, String> common) {
    Optional<Level> ours = level(verbosity, Level.INFO, Level.DEBUG);
    Optional<Level> akka = level(verbosity, Level.WARN, Level.INFO);
    Optional<Level> others = level(verbosity, Level.WARN, Level.WARN);
    new LogSettings(ours, akka, others, format, common).use();
    System.setProperty("akka.loglevel", ours.map(Level::toString).orElse("OFF"));
    System.setProperty("akka.stdout-loglevel", "OFF");
  }

  private static Optional<Level> level(int verbosity, Level some, Level more) {
    return switch (verbosity) {
      case ERRORS -> Optional.of(Level.ERROR);
      case 0 -> Optional.empty();
      case 1 -> Optional.of(some);
      default -> Optional.of(more);
    };
  }
}
