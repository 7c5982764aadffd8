package io.tributary.core.filter;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Random;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Going back to the last stars only, beside a model that tries everything. */
public final class GlobPropertyTest extends JUnitSuite {
  private static final String[] PIECES = {"a", "b", "/", "*", "*", "**", "?", "[ab]", "[!a]", "🌊"};
  private static final String[] TEXTS = {"a", "a", "b", "/", "🌊"};

  @Test
  public void itMatchesWhatTheModelMatches() {
    int matched = 0;
    for (int seed = 0; seed < 200_000; seed++) {
      Random random = new Random(seed);
      String pattern = any(PIECES, random, 8);
      String text = any(TEXTS, random, 9);
      boolean expected = model(pattern, text);
      matched += expected ? 1 : 0;
      assertEquals(
          "seed " + seed + ": " + pattern + " on " + text,
          expected,
          Glob.matches(pattern, text, 0));
    }
    assertTrue("matched " + matched, matched > 10_000);
  }

  private static String any(String[] pieces, Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  private static boolean model(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    int c = text.isEmpty() ? -1 : text.codePointAt(0);
    String rest = text.isEmpty() ? "" : text.substring(Character.charCount(c));
    if (pattern.startsWith("**")) {
      return model(pattern.replaceFirst("\\*+", ""), text) || (c >= 0 && model(pattern, rest));
    }
    if (pattern.startsWith("*")) {
      return model(pattern.substring(1), text) || (c >= 0 && c != '/' && model(pattern, rest));
    }
    if (pattern.startsWith("[")) {
      boolean inside = (c == 'a' || c == 'b') && pattern.startsWith("[ab]");
      boolean outside = c >= 0 && c != '/' && c != 'a' && pattern.startsWith("[!a]");
      return (inside || outside) && model(pattern.substring(4), rest);
    }
    int p = pattern.codePointAt(0);
    return (p == c || (p == '?' && c >= 0 && c != '/'))
        && model(pattern.substring(Character.charCount(p)), rest);
  }
}
