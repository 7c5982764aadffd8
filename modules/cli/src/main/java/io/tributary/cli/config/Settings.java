package io.tributary.cli.config;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Values of options from the environment and, after it, from the configuration file. What the
 * command line says comes before both.
 */
public final class Settings implements IDefaultValueProvider {

  /** Options that mean one run, and no other. */
  private static final Set<String> ONCE =
      Set.of(
          "all",
          "version-id",
          "range",
          "checksum",
          "restart",
          "recursive",
          "manifest",
          "dry-run",
          "include",
          "exclude",
          "min-size",
          "max-size",
          "newer-than",
          "older-than",
          "receipt",
          "failures",
          "restore",
          "output",
          "root",
          "verbose",
          "config",
          "help",
          "version",
          "wait");

  private final Map<String, String> environment;
  private final Map<String, Setting> file;

  /**
   * @param file by the option's name without hyphens before it
   */
  public Settings(Map<String, String> environment, Map<String, Setting> file) {
    this.environment = requireNonNull(environment, "environment");
    this.file = requireNonNull(file, "file");
  }

  /** Whether an option of this name may be set outside of the command line. */
  static boolean settable(String name) {
    return !ONCE.contains(name);
  }

  /** {@code part-size} of {@code --part-size}. */
  static String nameOf(OptionSpec option) {
    return option.longestName().substring(2);
  }

  /** {@code TRIBUTARY_PART_SIZE} for {@code part-size}. */
  static String variable(String name) {
    return "TRIBUTARY_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    return setting(argument).map(Setting::value).orElse(null);
  }

  /** Where an option's value comes from, when not from the command line. */
  public Optional<String> origin(ArgSpec argument) {
    return setting(argument).map(Setting::origin);
  }

  private Optional<Setting> setting(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || !option.longestName().startsWith("--")) {
      return Optional.empty();
    }
    String name = nameOf(option);
    if (!settable(name)) {
      return Optional.empty();
    }
    String value = environment.getOrDefault(variable(name), "");
    return value.isEmpty()
        ? Optional.ofNullable(file.get(name))
        : Optional.of(new Setting(value, variable(name)));
  }
}
