package io.tributary.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** The documentation names tests: each must be there, under this name. */
public final class DocumentedTestsTest extends JUnitSuite {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+(?:Test|Contract))#(\\w+)`");
  private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+(?:Test|Contract))`");

  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(ROOT.resolve("modules"))) {
      for (Path file : files.filter(f -> f.toString().contains("/src/test/java/")).toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".java")) {
          sources.put(name.replace(".java", ""), Files.readString(file));
        }
      }
    }
    return sources;
  }

  private static boolean isTest(String source, String method) {
    return Pattern.compile("@Test(\\([^)]*\\))?\\s+public void " + method + "\\(")
        .matcher(source)
        .find();
  }

  @Test
  public void everyTestThatIsNamedExists() throws IOException {
    Map<String, String> sources = sources();
    String text = Files.readString(ROOT.resolve("docs/faults.md"));
    List<String> missing = new ArrayList<>();
    int named = 0;
    for (Matcher match = NAMED.matcher(text); match.find(); named++) {
      if (!isTest(sources.getOrDefault(match.group(1), ""), match.group(2))) {
        missing.add(match.group(1) + "#" + match.group(2));
      }
    }
    for (Matcher match = CLASS.matcher(text); match.find(); ) {
      if (!sources.containsKey(match.group(1))) {
        missing.add(match.group(1));
      }
    }
    assertEquals(List.of(), missing);
    assertTrue("named: " + named, named > 100);
  }
}
