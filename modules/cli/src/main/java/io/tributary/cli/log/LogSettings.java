package io.tributary.cli.log;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * What is logged, and how. Loggers look here for each line, so it may change while they exist.
 *
 * @param ours of Tributary itself; empty for nothing
 * @param akka of Akka
 * @param others of all libraries else
 * @param common what every line says, by its name, such as which node it is of
 */
public record LogSettings(
    Optional<Level> ours,
    Optional<Level> akka,
    Optional<Level> others,
    LogFormat format,
    Map<String, String> common) {

  private static final String AUDIT = "tributary.audit";

  private static volatile LogSettings current =
      new LogSettings(
          Optional.empty(), Optional.empty(), Optional.empty(), LogFormat.TEXT, Map.of());

  public LogSettings {
    requireNonNull(ours, "ours");
    requireNonNull(akka, "akka");
    requireNonNull(others, "others");
    requireNonNull(format, "format");
    common = Map.copyOf(common);
  }

  static LogSettings current() {
    return current;
  }

  /** They hold for the whole process from now on. */
  public void use() {
    current = this;
  }

  boolean logs(String logger, Level level) {
    return of(logger).filter(least -> level.toInt() >= least.toInt()).isPresent();
  }

  private Optional<Level> of(String logger) {
    if (logger.startsWith(AUDIT) && ours.isPresent()) {
      // Where no file takes it, this is the record of who did what.
      return Optional.of(Level.INFO);
    }
    if (logger.startsWith("io.tributary.") || logger.startsWith("tributary.")) {
      return ours;
    }
    return logger.startsWith("akka.") ? akka : others;
  }
}
