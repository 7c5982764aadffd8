package com.example.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What the page about the Java API shows is in the example, letter by letter. */
public final class JavaApiPageTest extends JUnitSuite {
  private static final Path PAGE = Path.of("../../docs/java-api.md");

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("(?s)```" + language + "\n(.*?)```")
        .matcher(Files.readString(PAGE))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String words(String code) {
    return code.replaceAll("\\s+", " ").replaceAll("([(.]) | (?=[.)])", "$1").strip();
  }

  @Test
  public void everySnippetIsCompiled() throws IOException {
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sources.append(words(Files.readString(file))).append('\n');
      }
    }
    List<String> snippets = blocks("java");
    assertTrue("too few to believe", snippets.size() > 5);
    for (String snippet : snippets) {
      assertTrue("not in the example:\n" + snippet, sources.indexOf(words(snippet)) >= 0);
    }
  }

  @Test
  public void everySettingExists() throws IOException {
    List<String> settings = blocks("hocon");
    assertEquals(1, settings.size());
    Config known = ConfigFactory.load();
    Config shown = ConfigFactory.parseString(settings.get(0)).getConfig("tributary.service-node");
    for (var setting : shown.entrySet()) {
      assertTrue(setting.getKey(), known.hasPath(setting.getKey()));
    }
  }
}
