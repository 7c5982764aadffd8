package io.tributary.core.tree;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.path.NameRules;
import io.tributary.core.tree.TreePlaces.Place;
import java.util.List;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Every awkward key, by both policies, in each order; the faults are those of docs/faults.md. */
public final class AwkwardKeysTest extends JUnitSuite {
  private static final long DATA = 7;
  private static final String CONTROL = "control character";
  private static final String EMPTY = "empty";

  /**
   * @param refused a word of the reason; or the path itself when nothing is wrong
   * @param encoded the path when names are encoded; a trailing slash for a directory
   */
  private record Row(int fault, String key, long size, String refused, String encoded) {}

  private static final List<Row> ROWS =
      List.of(
          row(40, "a\u0000b", DATA, CONTROL, "a%00b"),
          row(40, "a\rb", DATA, CONTROL, "a%0Db"),
          row(40, "a\u001b[2Jb", DATA, CONTROL, "a%1B[2Jb"),
          row(40, "a\u007f", DATA, CONTROL, "a%7F"),
          row(40, "a\u0085", DATA, CONTROL, "a%C2%85"),
          row(40, "a\ud800", DATA, "Unicode", "a%ED%A0%80"),
          same(41, "caf\u00e9"),
          same(41, "cafe\u0301"),
          same(42, "a?b#c+d e"),
          row(42, "100%", DATA, "100%", "100%"),
          row(42, "a%2Fb", DATA, "a%2Fb", "a%252Fb"),
          row(46, "../x", DATA, "'..'", "%2E%2E/x"),
          row(46, "a/../../x", DATA, "'..'", "a/%2E%2E/%2E%2E/x"),
          row(46, "/etc/passwd", DATA, "absolute", "%2F/etc/passwd"),
          row(46, "//host/share", DATA, "absolute", "%2F/%2F/host/share"),
          row(46, "C:/x", DATA, "drive", "C%3A/x"),
          row(46, "..\\x", DATA, "backslash", "..%5Cx"),
          row(47, "", DATA, "slash", "%2F"),
          row(47, "", 0, ".", "."),
          row(47, ".", DATA, "'.'", "%2E"),
          row(47, "..", DATA, "'..'", "%2E%2E"),
          row(47, "//", DATA, "slash", "%2F/%2F/%2F"),
          row(47, "//", 0, "absolute", "%2F/%2F/"),
          row(47, "/", 0, EMPTY, "%2F/"),
          row(47, "a//b", DATA, EMPTY, "a/%2F/b"),
          row(48, "d/", 0, "d/", "d/"),
          row(48, "d/e/", 0, "d/e/", "d/e/"),
          row(48, "d/", DATA, "slash", "d/%2F"),
          row(48, "d/", -1, "slash", "d/%2F"),
          row(48, "d//", 0, EMPTY, "d/%2F/"),
          same(50, "README"),
          same(51, "stra\u00dfe"),
          row(
              52,
              "x/" + "n".repeat(256),
              DATA,
              "255 bytes",
              "x/" + "n".repeat(209) + "%2F342aaaf5a0fcb18cba413f00ff46ffc9bcaa496b"),
          row(52, "e/".repeat(2048) + "e", DATA, "4095", "refused: 4095"),
          same(53, "CON"),
          same(53, "a:b"),
          same(53, "a."),
          same(54, "a\u202eb"),
          row(54, "a\ufffdb", DATA, "UTF-8", "refused: UTF-8"));

  private static Row row(int fault, String key, long size, String refused, String encoded) {
    return new Row(fault, key, size, refused, encoded);
  }

  private static Row same(int fault, String key) {
    return new Row(fault, key, DATA, key, key);
  }

  @Before
  public void namesAreThoseOfPosix() {
    Assume.assumeTrue(NameRules.ofThisSystem() == NameRules.POSIX);
  }

  @Test
  public void eachKeyHasThePlaceThatIsDocumented() {
    for (Row row : ROWS) {
      for (ListingOrder order : ListingOrder.values()) {
        String text = "fault " + row.fault() + ", '" + row.key() + "' " + order;
        Place refused = place(row, order, NamePolicy.REFUSE);
        if (refused instanceof Place.Refused why) {
          assertTrue(text + ": " + why.reason(), why.reason().contains(row.refused()));
        } else {
          assertEquals(text, row.refused(), path(refused));
        }
        Place encoded = place(row, order, NamePolicy.ENCODE);
        if (encoded instanceof Place.Refused why && row.encoded().startsWith("refused: ")) {
          assertTrue(text, why.reason().contains(row.encoded().substring(9)));
        } else {
          assertEquals(text, row.encoded(), path(encoded));
        }
      }
    }
  }

  private static Place place(Row row, ListingOrder order, NamePolicy names) {
    return TreePlaces.of("p/q", order, names).place("p/" + row.key(), row.size());
  }

  /** A directory with a slash behind it, the root as a dot. */
  static String path(Place place) {
    if (place instanceof Place.File file) {
      return file.path().toString();
    }
    if (place instanceof Place.Directory directory) {
      return directory.path() + "/";
    }
    return place instanceof Place.Refused refused ? "refused: " + refused.reason() : ".";
  }
}
