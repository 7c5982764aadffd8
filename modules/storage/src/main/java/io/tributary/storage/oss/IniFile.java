package io.tributary.storage.oss;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sections of {@code name = value} lines; {@code #} and {@code ;} begin a comment line. */
record IniFile(Map<String, Map<String, String>> sections) {

  static IniFile parse(String text) {
    Map<String, Map<String, String>> sections = new HashMap<>();
    Map<String, String> section = new HashMap<>();
    for (String line : text.lines().map(String::strip).toList()) {
      int equals = line.indexOf('=');
      if (line.startsWith("[") && line.endsWith("]")) {
        String name = line.substring(1, line.length() - 1).strip();
        section = sections.computeIfAbsent(name, unused -> new HashMap<>());
      } else if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
        section.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return new IniFile(sections);
  }

  Optional<Map<String, String>> section(String name) {
    return Optional.ofNullable(sections.get(name));
  }

  @Override
  public String toString() {
    return "IniFile[***]";
  }
}
