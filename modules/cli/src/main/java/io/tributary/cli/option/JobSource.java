package io.tributary.cli.option;

import io.tributary.core.display.DisplayText;
import io.tributary.core.filter.FilterRule;
import io.tributary.core.locator.FileLocator;
import io.tributary.core.locator.Locator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.core.locator.PercentEncoding;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SOURCE of a job: a prefix, the URL of a directory, or a pattern. Of a pattern the part before its
 * first wildcard is listed, and the rest is a rule.
 *
 * @param manifest whether {@code listed} names the objects
 * @param rules empty without wildcards
 */
public record JobSource(ParsedLocator listed, boolean manifest, List<FilterRule> rules) {
  /** Scheme, bucket or authority, and what follows the slash behind it. */
  private static final Pattern PARTS =
      Pattern.compile("([A-Za-z0-9]+)(://[^/?#]*/)(.*)", Pattern.DOTALL);

  public static JobSource parse(String given, InputStream in) {
    String text = SourceText.locator(given, in);
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      return literal(text);
    }
    boolean web = parts.group(1).regionMatches(true, 0, "http", 0, 4);
    String root = parts.group(1) + parts.group(2);
    return web ? inDirectory(root, parts.group(3), text) : inBucket(root, parts.group(3), text);
  }

  /** The objects that a file, or an object at a locator, names. */
  public static JobSource ofManifest(String text, InputStream in) {
    if (text.contains("://") || text.equals("-")) {
      return new JobSource(SourceText.parse(text, in), true, List.of());
    }
    Path file = Path.of(text).toAbsolutePath().normalize();
    if (!Files.isRegularFile(file)) {
      throw Usage.option(
          "--manifest", "there is no file '" + DisplayText.escape(text) + "'", "check its name");
    }
    Locator locator = new FileLocator(file.toString());
    return new JobSource(new ParsedLocator(locator, ""), true, List.of());
  }

  private static JobSource literal(String text) {
    return new JobSource(ParsedLocator.parsePrefix(text), false, List.of());
  }

  private static JobSource inBucket(String root, String key, String text) {
    int wildcard = wildcard(key, "*?[");
    if (wildcard == key.length()) {
      boolean escaped = key.matches("(?s).*\\\\[*?\\[].*");
      return literal(escaped ? root + unescaped(key) : text);
    }
    int names = key.lastIndexOf('/', wildcard) + 1;
    return new JobSource(
        ParsedLocator.parsePrefix(root + unescaped(key.substring(0, wildcard))),
        false,
        rules(key.substring(names)));
  }

  /** A question mark begins the query of a URL, and is no wildcard. */
  private static JobSource inDirectory(String root, String path, String text) {
    int wildcard = wildcard(path.replaceFirst("[?#].*", ""), "*[");
    if (wildcard == path.replaceFirst("[?#].*", "").length()) {
      return literal(text);
    }
    if (path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
      throw Usage.commandLine("SOURCE has wildcards and a query", "use --include in place of them");
    }
    int names = path.lastIndexOf('/', wildcard) + 1;
    return new JobSource(
        ParsedLocator.parsePrefix(root + path.substring(0, names)),
        false,
        rules(PercentEncoding.decode(path.substring(names))));
  }

  /** Of what matches, and of what is below directories that match; of nothing else. */
  private static List<FilterRule> rules(String pattern) {
    try {
      FilterRule matching = FilterRule.including("/" + pattern);
      FilterRule nothingElse = FilterRule.excluding("**");
      return pattern.endsWith("/")
          ? List.of(matching, nothingElse)
          : List.of(matching, FilterRule.including("/" + pattern + "/"), nothingElse);
    } catch (IllegalArgumentException e) {
      throw Usage.commandLine("SOURCE is no pattern: " + e.getMessage(), "");
    }
  }

  /**
   * Where the first is that no backslash makes a plain character; the length when there is none.
   */
  private static int wildcard(String text, String wildcards) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (wildcards.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  private static String unescaped(String text) {
    return text.replaceAll("(?s)\\\\(.)", "$1");
  }
}
