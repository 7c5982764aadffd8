package io.tributary.core.range;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class RangeSpecTest extends JUnitSuite {

  @Test
  public void theThreeFormsAreRead() {
    assertEquals(new RangeSpec.FromTo(0, 999), RangeSpec.parse("0-999"));
    assertEquals(new RangeSpec.From(500), RangeSpec.parse("500-"));
    assertEquals(new RangeSpec.Last(500), RangeSpec.parse("-500"));
    for (String text : new String[] {"0-999", "500-", "-500", "7-7"}) {
      assertEquals(text, RangeSpec.parse(text).toString());
    }
  }

  /** The vendor's table for an object of 1000 bytes, standard behaviour. */
  @Test
  public void theyMeanWhatTheStandardSays() {
    assertEquals(new ByteRange(0, 1000), resolve("0-999", 1000));
    assertEquals(new ByteRange(500, 1000), resolve("500-", 1000));
    assertEquals(new ByteRange(500, 1000), resolve("-500", 1000));
    assertEquals(new ByteRange(500, 1000), resolve("500-2000", 1000));
    assertEquals(new ByteRange(0, 1000), resolve("-2000", 1000));
    assertEquals(new ByteRange(0, 1), resolve("0-0", 1000));
    assertEquals(new ByteRange(999, 1000), resolve("999-", 1000));
  }

  /** Fault 36. */
  @Test
  public void oneByteHasOneRange() {
    for (String text : new String[] {"0-0", "0-", "-1", "0-999", "-5"}) {
      assertEquals(new ByteRange(0, 1), resolve(text, 1));
    }
  }

  @Test
  public void aStartBeyondTheEndIsAnError() {
    for (String text : new String[] {"1000-2000", "1000-", "1000-1000"}) {
      String message =
          Assert.assertThrows(IllegalArgumentException.class, () -> resolve(text, 1000))
              .getMessage();
      assertTrue(message, message.contains(text) && message.contains("1000 bytes"));
    }
    for (String text : new String[] {"0-", "0-5", "-5"}) {
      Assert.assertThrows(IllegalArgumentException.class, () -> resolve(text, 0));
    }
  }

  @Test
  public void malformedTextIsRefusedByName() {
    for (String text :
        new String[] {
          "",
          "-",
          "-0",
          "5",
          "a-b",
          "9-5",
          "--5",
          "5--",
          "-5-",
          "1-2,5-6",
          "bytes=0-1",
          "+1-2",
          "0x1-2",
          "9223372036854775808-",
          "1 - 2",
          "-9999999999999999999"
        }) {
      String message =
          Assert.assertThrows(text, IllegalArgumentException.class, () -> RangeSpec.parse(text))
              .getMessage();
      assertTrue(message, message.contains("'" + text + "'") && message.contains("0-999"));
    }
  }

  /** Fault 37. */
  @Test
  public void rangesReachTheGreatestNumber() {
    assertEquals(
        new ByteRange(Long.MAX_VALUE - 1, Long.MAX_VALUE),
        resolve("9223372036854775806-9223372036854775807", Long.MAX_VALUE));
    assertEquals(
        "bytes=5000000000000-5000000000000",
        ByteRange.ofLength(5_000_000_000_000L, 1).httpHeader());
  }

  @Test
  public void aByteRangeIsNeverEmptyOrNegative() {
    Assert.assertThrows(IllegalArgumentException.class, () -> new ByteRange(5, 5));
    Assert.assertThrows(IllegalArgumentException.class, () -> new ByteRange(-1, 5));
    Assert.assertThrows(ArithmeticException.class, () -> ByteRange.ofLength(Long.MAX_VALUE, 1));
  }

  @Test
  public void aByteRangeKnowsItsNeighbours() {
    ByteRange range = new ByteRange(10, 20);
    assertTrue(range.contains(new ByteRange(10, 20)));
    assertFalse(range.contains(new ByteRange(9, 20)));
    assertTrue(range.overlaps(new ByteRange(19, 30)));
    assertFalse(range.overlaps(new ByteRange(20, 30)));
    assertEquals("bytes=10-19", range.httpHeader());
    assertEquals("10-19", range.toString());
    assertEquals(10, range.lengthBytes());
    assertTrue(range.compareTo(new ByteRange(10, 21)) < 0);
  }

  private static ByteRange resolve(String text, long sizeBytes) {
    return RangeSpec.parse(text).resolve(sizeBytes);
  }
}
