package io.tributary.core.filter;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class FilterRuleTest extends JUnitSuite {

  private record Row(String pattern, List<String> matched, List<String> others) {}

  private static final List<Row> ROWS =
      List.of(
          row("a", List.of("a", "b/a", "a/"), List.of("A", "ab", "ba", "a/b", "")),
          row("*.gz", List.of("x.gz", "a/b/x.gz", ".gz"), List.of("x.gz/y", "x.GZ", "x.gzip")),
          row("/*.gz", List.of("x.gz"), List.of("a/x.gz")),
          row("a/*.gz", List.of("a/x.gz", "b/a/x.gz"), List.of("a/b/x.gz", "ba/x.gz", "x.gz")),
          row("/a/**.gz", List.of("a/x.gz", "a/b/c/x.gz", "a/.gz"), List.of("b/a/x.gz", "a/x.g")),
          row("a/**/z", List.of("a/b/z", "a/b/c/z", "q/a/b/z"), List.of("a/z", "a/b/zz")),
          row("**", List.of("", "a", "a/b/c", "a/"), List.of()),
          row("*", List.of("", "a", "a/b/c", "a/"), List.of()),
          row("/*", List.of("a", "a/"), List.of("a/b")),
          row("**/a", List.of("a", "b/a", "c/b/a"), List.of("ba", "a/b")),
          row("/**/a", List.of("b/a", "c/b/a"), List.of("a")),
          row("a/", List.of("a/", "a/b", "x/a/b/c"), List.of("a", "x/a", "ba/x")),
          row("/a/", List.of("a/", "a/b", "a/b/c"), List.of("a", "x/a/b")),
          row("a/***", List.of("a/", "a/b", "x/a/b/c"), List.of("a")),
          row("*.d/", List.of("x.d/y", "q/x.d/y/z"), List.of("x.d", "x/y.d")),
          row("/a/*/", List.of("a/b/c", "a/b/c/d"), List.of("a/b", "x/a/b/c")),
          row("?", List.of("a", "é", "🌊", "x/b"), List.of("", "ab", "🌊a", "x/yz")),
          row("a?b", List.of("a.b", "a🌊b"), List.of("a/b", "ab")),
          row("[a-c]x", List.of("ax", "cx", "q/bx"), List.of("dx", "x", "-x", "Ax")),
          row("[!a-c]x", List.of("dx", "-x", "🌊x"), List.of("ax", "/x", "x", "a/x")),
          row("[^a]", List.of("b"), List.of("a")),
          row("[]a]", List.of("]", "a"), List.of("b")),
          row("[a-]", List.of("a", "-"), List.of("b")),
          row("[\\]\\\\]", List.of("]", "\\"), List.of("a")),
          row("[à-ü]", List.of("é"), List.of("e", "z")),
          row("[[:digit:][:upper:]_]", List.of("7", "Q", "_"), List.of("q", "٣", ":")),
          row("[[:alpha:]]*[[:space:]]", List.of("a ", "ab\t"), List.of("1 ", "a")),
          row("a\\*b", List.of("a*b"), List.of("axb")),
          row("\\🌊", List.of("🌊"), List.of("\\🌊")),
          row("a[/]b", List.of(), List.of("a/b")),
          row("a.b", List.of("a.b"), List.of("axb")),
          row("*a*b*c", List.of("abc", "xaxbxc", "aabbcc", "q/abc"), List.of("acb", "a/bc")),
          row("**a*b/c", List.of("x/y/ab/c", "a/a1b/c"), List.of("a/b/x", "ab/d/c")));

  private static Row row(String pattern, List<String> matched, List<String> others) {
    return new Row(pattern, matched, others);
  }

  @Test
  public void patternsAreThoseOfRsync() {
    for (Row row : ROWS) {
      FilterRule rule = FilterRule.including(row.pattern());
      for (String path : row.matched()) {
        assertTrue(row.pattern() + " matches '" + path + "'", rule.matches(path));
      }
      for (String path : row.others()) {
        assertTrue(row.pattern() + " does not match '" + path + "'", !rule.matches(path));
      }
    }
  }

  @Test
  public void aPatternThatCannotBeMeantIsRefused() {
    for (String pattern :
        new String[] {"", "a\\", "[", "a[b", "[]", "[!]", "[a-", "[\\]", "x".repeat(1025)}) {
      IllegalArgumentException refused =
          Assert.assertThrows(
              pattern, IllegalArgumentException.class, () -> FilterRule.excluding(pattern));
      assertTrue(
          refused.getMessage(),
          refused.getMessage().startsWith("a pattern")
              || refused.getMessage().contains("'" + pattern + "'"));
    }
  }

  @Test
  public void aRuleIsShownAsInAFilterFile() {
    assertEquals("+ *.gz", FilterRule.including("*.gz").toString());
    assertEquals("- /a/", FilterRule.excluding("/a/").toString());
  }
}
