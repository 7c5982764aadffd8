package io.tributary.core.locator;

import static org.junit.Assert.assertEquals;

import java.util.Random;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class PercentEncodingTest extends JUnitSuite {

  @Test
  public void escapesAreDecodedWhereverTheyStand() {
    assertEquals("a b", PercentEncoding.decode("a%20b"));
    assertEquals("ab ", PercentEncoding.decode("ab%20"));
    assertEquals(" ", PercentEncoding.decode("%20"));
    assertEquals("é😀", PercentEncoding.decode("%C3%A9%f0%9f%98%80"));
    assertEquals("é+", PercentEncoding.decode("é+"));
    assertEquals("%20", PercentEncoding.decode("%2520"));
  }

  @Test
  public void malformedEscapesStay() {
    for (String text : new String[] {"%", "a%", "a%2", "%%%", "%zz", "%2z", "%-1", "100%!", "%é"}) {
      assertEquals(text, PercentEncoding.decode(text));
    }
    assertEquals("% ", PercentEncoding.decode("%%20"));
  }

  /** Fault 42. */
  @Test
  public void everyKeyComesBackFromItsPath() {
    assertEquals("a/b%3F%23%2B%25%20%26/~-._%C3%A9", PercentEncoding.encodePath("a/b?#+% &/~-._é"));
    assertEquals("a%2Fb", PercentEncoding.encodeSegment("a/b"));
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      String key =
          random
              .ints(random.nextInt(20), 0, 0x11000)
              .filter(c -> c < 0xD800 || c > 0xDFFF)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      assertEquals(key, PercentEncoding.decode(PercentEncoding.encodePath(key)));
      assertEquals(key, PercentEncoding.decode(PercentEncoding.encodeSegment(key)));
    }
  }
}
