package io.tributary.cli.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.text.Nesting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine;

/**
 * The configuration file: HOCON, its keys are the long options without the hyphens before them. An
 * unknown key is an error, for a misspelt one would be silently without effect. Values may be
 * secrets, so no message shows one.
 */
public final class SettingsFile {
  private static final int MOST_BYTES = 1 << 20;

  private final Path path;
  private final Set<String> known;

  private SettingsFile(Path path, Set<String> known) {
    this.path = path;
    this.known = known;
  }

  /** Where the file is looked for when nothing names one. */
  public static Path usual(Map<String, String> environment) {
    String base = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path directory =
        base.isEmpty() ? Path.of(environment.getOrDefault("HOME", "/"), ".config") : Path.of(base);
    return directory.resolve("tributary").resolve("config");
  }

  /**
   * @param named a file that must exist; empty for the usual one, which need not
   * @throws TributaryException of kind USAGE that names the file, and the key
   */
  public static Map<String, Setting> read(
      Optional<Path> named, Map<String, String> environment, CommandLine commands) {
    Path path = named.orElseGet(() -> usual(environment));
    SettingsFile file = new SettingsFile(path, settable(commands));
    if (Files.isReadable(path) && !Files.isDirectory(path)) {
      return file.settings();
    }
    if (named.isPresent() || Files.exists(path)) {
      throw file.refused("it cannot be read", "check its name and permissions");
    }
    return Map.of();
  }

  /** All options that a file may hold, of all verbs. */
  private static Set<String> settable(CommandLine commands) {
    Set<String> names =
        commands.getCommandSpec().options().stream()
            .filter(option -> option.longestName().startsWith("--"))
            .map(Settings::nameOf)
            .filter(Settings::settable)
            .collect(Collectors.toCollection(TreeSet::new));
    commands.getSubcommands().values().forEach(verb -> names.addAll(settable(verb)));
    return names;
  }

  private Map<String, Setting> settings() {
    Map<String, Setting> settings = new HashMap<>();
    for (Map.Entry<String, ConfigValue> entry : parse().root().entrySet()) {
      String key = entry.getKey();
      if (!known.contains(key)) {
        throw refused(
            "line %d: unknown key '%s'".formatted(line(entry.getValue().origin()), key),
            ClosestName.to(key, known)
                .map(name -> "did you mean '" + name + "'?")
                .orElse("the keys are the long options of 'tributary get --help'"));
      }
      settings.put(key, setting(key, entry.getValue()));
    }
    return settings;
  }

  private Config parse() {
    requireBounds();
    try {
      ConfigParseOptions options =
          ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setAllowMissing(false);
      return ConfigFactory.parseFile(path.toFile(), options).resolve();
    } catch (ConfigException e) {
      String where = e.origin() == null ? "" : "line " + line(e.origin()) + ": ";
      throw refused(
          where + "it is not valid HOCON", "put values that hold : or // into double quotes");
    } catch (StackOverflowError tooManyDots) {
      throw refused("a name in it is too long", "settings are plain lines: name = value");
    }
  }

  /** Before it is parsed, which takes memory and stack by what the file holds. */
  private void requireBounds() {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw refused("it is larger than " + MOST_BYTES + " bytes", "name another file");
      }
      if (Nesting.isTooDeep(new String(bytes, StandardCharsets.UTF_8))) {
        throw refused("it is nested too deep", "settings are plain lines: name = value");
      }
    } catch (IOException e) {
      throw refused("it cannot be read", "check its name and permissions");
    }
  }

  private Setting setting(String key, ConfigValue value) {
    String origin = path + ":" + line(value.origin());
    if (value instanceof ConfigList list) {
      return new Setting(
          list.stream().map(one -> text(key, one)).collect(Collectors.joining("\n")), origin);
    }
    return new Setting(text(key, value), origin);
  }

  private String text(String key, ConfigValue value) {
    if (value instanceof ConfigObject || value instanceof ConfigList || value.unwrapped() == null) {
      throw refused("'" + key + "' is not a plain value", "write it as " + key + " = value");
    }
    return value.unwrapped().toString();
  }

  private static int line(ConfigOrigin origin) {
    return origin.lineNumber();
  }

  private TributaryException refused(String reason, String advice) {
    return new Failure(
            FailureKind.USAGE, "use the configuration file", path.toString(), reason, advice)
        .asException();
  }
}
