package io.tributary.server.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The configuration file of a node: HOCON, over the defaults. A key under {@code tributary} that no
 * default has is an error, for a misspelt one would be silently without effect.
 */
public final class NodeFile {
  private static final int MOST_BYTES = 1 << 20;
  private static final String DEFAULTS = "tributary-server.conf";
  private static final Set<String> ROOTS = Set.of("akka", "tributary");

  private final Path path;

  private NodeFile(Path path) {
    this.path = path;
  }

  /**
   * Reads and checks a file; blocks.
   *
   * @throws TributaryException USAGE that names the file, and the line or the setting
   */
  public static NodeSettings read(Path path) {
    NodeFile file = new NodeFile(path.toAbsolutePath());
    ClassLoader loader = NodeFile.class.getClassLoader();
    Config defaults =
        ConfigFactory.parseResources(loader, DEFAULTS)
            .withFallback(ConfigFactory.defaultReferenceUnresolved(loader));
    Config own = file.parse();
    file.requireKnown("", own.root(), defaults.root());
    return file.settings(own, defaults);
  }

  private NodeSettings settings(Config own, Config defaults) {
    Config given = ConfigFactory.defaultOverrides().withFallback(own);
    try {
      Config loaded = given.withFallback(defaults).resolve();
      return NodeSettings.of(loaded, given.resolveWith(loaded).withOnlyPath("akka"));
    } catch (ConfigException.UnresolvedSubstitution e) {
      throw refused(firstLine(e), "set the variable, or write the value itself");
    } catch (ConfigException e) {
      throw refused(firstLine(e), "see docs/configuration.md");
    }
  }

  private Config parse() {
    requireBounds();
    try {
      return ConfigFactory.parseFile(
          path.toFile(),
          ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setAllowMissing(false));
    } catch (ConfigException e) {
      String where = e.origin() == null ? "" : "line " + e.origin().lineNumber() + ": ";
      throw refused(where + "it is not valid HOCON", "put values that hold : into double quotes");
    } catch (StackOverflowError tooManyDots) {
      throw refused("a name in it is too long", "see docs/configuration.md");
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
        throw refused("it is nested too deep", "name another file");
      }
    } catch (IOException e) {
      throw refused("it cannot be read", "check its name and permissions");
    }
  }

  private void requireKnown(String prefix, ConfigObject own, ConfigObject known) {
    for (Map.Entry<String, ConfigValue> entry : own.entrySet()) {
      String key = entry.getKey();
      boolean there = prefix.isEmpty() ? ROOTS.contains(key) : known.containsKey(key);
      if (!there) {
        throw refused(
            "line %d: unknown key '%s'"
                .formatted(entry.getValue().origin().lineNumber(), prefix + key),
            "known there: " + String.join(", ", prefix.isEmpty() ? ROOTS : known(known)));
      }
      boolean ours = !prefix.isEmpty() || key.equals("tributary");
      if (ours
          && entry.getValue() instanceof ConfigObject inner
          && known.get(key) instanceof ConfigObject defaults) {
        requireKnown(prefix + key + ".", inner, defaults);
      }
    }
  }

  private static Set<String> known(ConfigObject object) {
    return new TreeSet<>(object.keySet());
  }

  private static String firstLine(ConfigException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("it cannot be resolved");
  }

  private TributaryException refused(String reason, String advice) {
    return new Failure(
            FailureKind.USAGE, "use the configuration file", path.toString(), reason, advice)
        .asException();
  }
}
