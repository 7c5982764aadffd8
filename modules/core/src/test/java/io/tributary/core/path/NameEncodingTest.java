package io.tributary.core.path;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.locator.PercentEncoding;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class NameEncodingTest extends JUnitSuite {
  private static final String[] PIECES = {
    "a", "C", ":", ".", "..", "%", "%2", "%2F", "2F", "%25", "F", "\\", "\n", "\u0085", " ", "?",
    "CON", "é", "e\u0301", "🌊", "\ud83c", "\udf0a", "\u007f", "\u0000", "*"
  };

  @Test
  public void whatCanBeANameStaysAsItIs() {
    for (String name :
        new String[] {"a", "...", "a:b", "100%", "%", "%zz", "%2", ".hidden", "C:x", "é", "🌊"}) {
      assertEquals(name, posix(name));
    }
    assertEquals("C:", NameEncoding.encode("C:", false, NameRules.POSIX));
  }

  @Test
  public void whatCannotIsEscapedByteByByte() {
    assertEquals("%2F", posix(""));
    assertEquals("%2E", posix("."));
    assertEquals("%2E%2E", posix(".."));
    assertEquals("a%5Cb", posix("a\\b"));
    assertEquals("a%0Ab", posix("a\nb"));
    assertEquals("%C2%85", posix("\u0085"));
    assertEquals("%ED%A0%BC", posix("\ud83c"));
    assertEquals("C%3A", posix("C:"));
    assertEquals("%252F", posix("%2F"));
    assertEquals("%43ON", NameEncoding.encode("CON", false, NameRules.WINDOWS));
    assertEquals("100%25", NameEncoding.encode("100%", false, NameRules.WINDOWS));
  }

  /** Fault 52. */
  @Test
  public void longNamesEndInAHashOfTheWhole() {
    String exact = "é".repeat(127) + "x";
    assertEquals(exact, posix(exact));
    String one = posix("é".repeat(200) + "1");
    String two = posix("é".repeat(200) + "2");
    assertTrue(one, one.matches("é{104}%2F[0-9a-f]{40}"));
    assertEquals(one.substring(0, 104), two.substring(0, 104));
    assertTrue(!one.equals(two));
    assertTrue(!NameRules.tooLong(NameEncoding.beside(one)));
    assertTrue(!NameRules.tooLong(NameEncoding.beside(exact)));
    assertTrue(!NameEncoding.beside(exact).equals(posix(exact + "%2F")));
  }

  @Test
  public void twoComponentsAreNeverOneName() {
    for (NameRules rules : NameRules.values()) {
      Map<String, String> sources = new HashMap<>();
      int different = 0;
      for (int seed = 0; seed < 100_000; seed++) {
        String component = component(new Random(seed));
        String name = NameEncoding.encode(component, true, rules);
        different += put(sources, name, "F " + component, seed);
        put(sources, NameEncoding.beside(name), "D " + component, seed);
      }
      assertTrue("different " + different, different > 20_000);
    }
  }

  private static int put(Map<String, String> sources, String name, String source, int seed) {
    String other = sources.put(name, source);
    if (other != null) {
      assertEquals("seed " + seed + ": " + name, other, source);
    }
    return other == null ? 1 : 0;
  }

  @Test
  public void everyNameIsOneThatIsAcceptedAndShortEnough() {
    for (NameRules rules : NameRules.values()) {
      for (int seed = 0; seed < 50_000; seed++) {
        String component = component(new Random(seed));
        String name = NameEncoding.encode(component, true, rules);
        assertTrue(name, !NameRules.tooLong(name) && name.indexOf('/') < 0);
        assertEquals("seed " + seed, name, KeyPath.of(name, NameRules.POSIX).toString());
        if (rules == NameRules.WINDOWS) {
          assertTrue("seed " + seed + ": " + name, name.matches("[^<>:\"|?*\\\\]*[^. ]"));
        }
      }
    }
  }

  @Test
  public void aShortNameSaysWhatItWas() {
    for (int seed = 0; seed < 50_000; seed++) {
      String component = component(new Random(seed));
      String name = posix(component);
      boolean whole = component.chars().noneMatch(c -> Character.isSurrogate((char) c));
      if (whole && !component.isEmpty() && !name.matches(".*%2F[0-9a-f]{40}")) {
        assertEquals("seed " + seed + ": " + name, component, PercentEncoding.decode(name));
      }
    }
  }

  private static String component(Random random) {
    StringBuilder component = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      component.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return random.nextInt(20) == 0
        ? component + "x".repeat(250) + random.nextInt(9)
        : component.toString();
  }

  private static String posix(String component) {
    return NameEncoding.encode(component, true, NameRules.POSIX);
  }
}
