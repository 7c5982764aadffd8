package io.tributary.server.settings;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the files of defaults say of each setting, in their order; substitutions are left alone. */
final class DescribedSettings {
  private static final Path MODULES = Path.of("..").toAbsolutePath().normalize();

  /** Where one file and another have the same setting, the first one counts on a node. */
  private static final List<String> FILES =
      List.of(
          "server/src/main/resources/tributary-server.conf",
          "engine/src/main/resources/reference.conf",
          "storage/src/main/resources/reference.conf");

  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private final Map<String, String> groups = new TreeMap<>();

  /**
   * @param name in full
   * @param standard its value, as a file would say it
   * @param meaning empty for one without a description
   */
  record Setting(String name, String standard, String meaning) {}

  /** Reads those below {@code root}, but for what {@code leftOut} names. */
  static DescribedSettings read(String root, Predicate<String> leftOut) {
    DescribedSettings read = new DescribedSettings();
    for (String file : FILES) {
      ConfigValue top = at(parse(MODULES.resolve(file)), root);
      if (top instanceof ConfigObject object) {
        read.add(root, object, leftOut);
      }
    }
    return read;
  }

  /** Where settings build on others, those alone that differ. */
  private static ConfigObject parse(Path file) {
    try {
      String text = Files.readString(file);
      return ConfigFactory.parseString(text.replaceAll("= \\$\\{[^}]*} \\{", "{")).root();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ConfigValue at(ConfigObject all, String path) {
    ConfigValue value = all;
    for (String name : ConfigUtil.splitPath(path)) {
      value = value instanceof ConfigObject object ? object.get(name) : null;
    }
    return value;
  }

  private void add(String path, ConfigObject object, Predicate<String> leftOut) {
    groups.merge(path, meaning(object), (before, now) -> before.isEmpty() ? now : before);
    object.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> entry.getValue().origin().lineNumber()))
        .forEach(entry -> add(path + "." + entry.getKey(), entry.getValue(), leftOut));
  }

  private void add(String path, ConfigValue value, Predicate<String> leftOut) {
    if (leftOut.test(path)) {
      return;
    }
    if (value instanceof ConfigObject object && !object.isEmpty()) {
      add(path, object, leftOut);
      return;
    }
    Setting setting = new Setting(path, standard(value), meaning(value));
    settings.merge(path, setting, DescribedSettings::first);
  }

  private static Setting first(Setting first, Setting other) {
    return first.meaning().isEmpty()
        ? new Setting(first.name(), first.standard(), other.meaning())
        : first;
  }

  /** Plain texts without the quotes that JSON would have. */
  private static String standard(ConfigValue value) {
    String text = value.render(ConfigRenderOptions.concise());
    boolean plain = text.matches("\"[^\"\\\\]+\"");
    return plain ? text.substring(1, text.length() - 1) : text.replace("\",\"", "\", \"");
  }

  private static String meaning(ConfigValue value) {
    return value.origin().comments().stream().map(String::strip).collect(Collectors.joining(" "));
  }

  List<Setting> all() {
    return List.copyOf(settings.values());
  }

  /** What is said of an object that holds settings; empty for nothing. */
  String group(String path) {
    return groups.getOrDefault(path, "");
  }
}
