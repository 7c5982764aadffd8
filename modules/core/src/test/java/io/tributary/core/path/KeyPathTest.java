package io.tributary.core.path;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.ParsedLocator;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class KeyPathTest extends JUnitSuite {
  private static final Path ROOT = Path.of("/srv/root");

  @Test
  public void anOrdinaryKeyIsARelativePath() {
    assertEquals(List.of("a", "b c", "d.txt"), KeyPath.of("a/b c/d.txt").components());
    assertEquals(ROOT.resolve("a/b c/d.txt"), KeyPath.of("a/b c/d.txt").under(ROOT));
    for (String key : new String[] {"...", "..a", "a..", ".hidden", "~", "-rf", "a:b", "100%"}) {
      assertEquals(key, KeyPath.of(key, NameRules.POSIX).toString());
    }
  }

  /** Fault 46. */
  @Test
  public void aKeyThatLeavesTheDirectoryIsRefused() {
    for (String key :
        new String[] {
          "../x",
          "a/../../x",
          "a/..",
          "/etc/passwd",
          "//host/share/x",
          "C:/x",
          "c:",
          "C:\\x",
          "\\\\host\\share\\x",
          "..\\x",
          "a\\b"
        }) {
      assertRefused(key);
    }
  }

  /** Fault 47. */
  @Test
  public void aKeyWithoutANameIsRefused() {
    for (String key : new String[] {"", ".", "..", "/", "//", "a//b", "a/", "./a", "a/./b"}) {
      assertRefused(key);
    }
  }

  @Test
  public void controlCharactersAndBrokenUnicodeAreRefused() {
    for (String key :
        new String[] {"a\u0000b", "a\nb", "\u001b[2J", "a\u007f", "a\u0085b", "a\ud800"}) {
      assertRefused(key);
    }
  }

  /** Fault 52. */
  @Test
  public void aNameLongerThanTheDiskTakesIsRefused() {
    assertEquals(255, KeyPath.of("x/" + "a".repeat(255)).components().get(1).length());
    assertRefused("x/" + "a".repeat(256));
    assertRefused("é".repeat(128));
    assertEquals(127, KeyPath.of("é".repeat(127)).toString().length());
  }

  /** Fault 53. */
  @Test
  public void namesThatWindowsReservesAreMappedThere() {
    assertEquals("%43ON", windows("CON"));
    assertEquals("%6Eul.txt", windows("nul.txt"));
    assertEquals("%4CPT1 .x", windows("LPT1 .x"));
    assertEquals("CONSOLE", windows("CONSOLE"));
    assertEquals("a%3Ab", windows("a:b"));
    assertEquals("a%2E", windows("a."));
    assertEquals("a%20", windows("a "));
    assertEquals("100%25", windows("100%"));
    assertEquals("CON", KeyPath.of("CON", NameRules.POSIX).toString());
    assertEquals("x/%43OM1/y%3F", windows("x/COM1/y?"));
    Assert.assertThrows(TributaryException.class, () -> windows("?".repeat(100)));
  }

  /** Fault 41: the bytes of a name are the key's. */
  @Test
  public void composedAndDecomposedNamesStayApart() {
    assertFalse(KeyPath.of("\u00e9").equals(KeyPath.of("e\u0301")));
    assertEquals("e\u0301", KeyPath.of("e\u0301").toString());
  }

  @Test
  public void noKeyAtAllLeavesTheDirectory() {
    String alphabet = "ab./\\:%\u0000\n~ C";
    Random random = new Random(1);
    int accepted = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder key = new StringBuilder();
      for (int length = random.nextInt(8); length >= 0; length--) {
        key.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        Path path = KeyPath.of(key.toString()).under(ROOT);
        accepted++;
        assertTrue(key.toString(), path.normalize().startsWith(ROOT));
        assertEquals(path, path.normalize());
        assertFalse(path.equals(ROOT));
      } catch (TributaryException e) {
        assertEquals(FailureKind.USAGE, e.kind());
      }
    }
    assertTrue("accepted " + accepted, accepted > 500);
  }

  @Test
  public void aFileNameForADirectoryIsOneSafeName() {
    assertEquals("a b.txt", KeyPath.safeFileName("a b.txt"));
    assertEquals("%43ON", KeyPath.safeFileName("CON", NameRules.WINDOWS));
    for (String name :
        new String[] {
          "", ".", "..", "a/b", "/", "../x", "a\\b", "C:", "a\u0000", "a\nb", "x".repeat(256)
        }) {
      TributaryException e =
          Assert.assertThrows(name, TributaryException.class, () -> KeyPath.safeFileName(name));
      assertEquals(FailureKind.USAGE, e.kind());
      assertTrue(e.getMessage(), e.getMessage().contains("as DEST"));
    }
  }

  /** Fault 54. */
  @Test
  public void bytesThatAreNoUtf8AreNoFileName() {
    for (String url : List.of("http://h/caf%e9.bin", "http://h/%ff", "http://h/%c3")) {
      String name = ParsedLocator.parse(url).locator().fileName();
      TributaryException refused =
          Assert.assertThrows(TributaryException.class, () -> KeyPath.safeFileName(name));
      assertEquals(FailureKind.USAGE, refused.kind());
    }
    String name = ParsedLocator.parse("http://h/caf%c3%a9.bin").locator().fileName();
    assertEquals("caf\u00e9.bin", KeyPath.safeFileName(name));
  }

  @Test
  public void spellingsOfUnicodeAreKeptAsTheyAre() {
    for (String key : List.of("caf\u00e9", "cafe\u0301")) {
      assertEquals(key, KeyPath.of(key).toString());
    }
  }

  @Test
  public void errorsShowControlCharactersEscaped() {
    String message =
        Assert.assertThrows(TributaryException.class, () -> KeyPath.of("a\n\u001b[2Jb"))
            .getMessage();
    assertTrue(message, message.contains("'a\\n\\x1b[2Jb'"));
    assertEquals("a\\tb", KeyPath.displayText("a\tb"));
  }

  private static String windows(String key) {
    return KeyPath.of(key, NameRules.WINDOWS).toString();
  }

  private static void assertRefused(String key) {
    for (NameRules rules : NameRules.values()) {
      TributaryException e =
          Assert.assertThrows(key, TributaryException.class, () -> KeyPath.of(key, rules));
      assertEquals(FailureKind.USAGE, e.kind());
    }
  }
}
