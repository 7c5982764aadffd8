package io.tributary.server.settings;

import io.tributary.server.settings.DescribedSettings.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables of docs/configuration.md, made of the files of defaults and what they say. */
final class ConfigurationPage {
  /** Settings for Akka and for libraries, by where they are kept. */
  private static final List<String> FOR_AKKA =
      List.of(
          "tributary.cluster-node",
          "tributary.local-node",
          "tributary.journal.postgresql.node",
          "tributary.service-node");

  private static final Set<String> OURS =
      Set.of("tributary.local-node.start-timeout", "tributary.local-node.stop-timeout");

  private ConfigurationPage() {}

  /** Those that are Tributary's own. */
  static DescribedSettings own() {
    return DescribedSettings.read(
        "tributary", path -> FOR_AKKA.stream().anyMatch(node -> within(path, node)));
  }

  private static boolean within(String path, String node) {
    return path.startsWith(node + ".") && !OURS.contains(path);
  }

  static String tables() {
    StringBuilder page = new StringBuilder();
    DescribedSettings own = own();
    sections(own)
        .forEach((group, settings) -> section(page, group, own.group(group), settings, ""));
    page.append("## For Akka and for libraries\n\n");
    for (String node : FOR_AKKA) {
      DescribedSettings below = DescribedSettings.read(node, OURS::contains);
      section(page, node, below.group(node), below.all(), node + ".");
    }
    return page.toString();
  }

  /** Settings by the object that they are in; a dispatcher's are together. */
  private static Map<String, List<Setting>> sections(DescribedSettings own) {
    return own.all().stream()
        .collect(
            Collectors.groupingBy(
                setting -> group(setting.name()), LinkedHashMap::new, Collectors.toList()));
  }

  private static String group(String name) {
    String parent = name.substring(0, name.lastIndexOf('.'));
    int dispatcher = parent.indexOf("-dispatcher");
    return dispatcher < 0 ? parent : parent.substring(0, dispatcher + "-dispatcher".length());
  }

  private static void section(
      StringBuilder page, String group, String says, List<Setting> settings, String prefix) {
    page.append("### `").append(group).append("`\n\n");
    if (!says.isEmpty()) {
      page.append(says).append("\n\n");
    }
    page.append("| setting | default | meaning |\n|---|---|---|\n");
    for (Setting setting : settings) {
      page.append("| `%s` |".formatted(setting.name().substring(prefix.length())))
          .append(" `%s` |".formatted(cell(setting.standard())))
          .append((" " + cell(setting.meaning())).stripTrailing())
          .append(" |\n");
    }
    page.append('\n');
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("@project.version@", "VERSION");
  }
}
