package io.tributary.core.quantity;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ByteSizeTest extends JUnitSuite {

  @Test
  public void binaryDecimalAndBareUnitsAreRead() {
    assertEquals(102_400, ByteSize.parse("100KiB"));
    assertEquals(10_000_000, ByteSize.parse("10MB"));
    assertEquals(1L << 30, ByteSize.parse("1g"));
    assertEquals(1_048_576, ByteSize.parse("1048576"));
    assertEquals(5L << 30, ByteSize.parse("5GiB"));
    assertEquals(3L << 40, ByteSize.parse("3TiB"));
    assertEquals(2_000, ByteSize.parse("2kB"));
    assertEquals(7, ByteSize.parse("7B"));
    assertEquals(0, ByteSize.parse("0"));
    assertEquals(1536 << 10, ByteSize.parse(" 1.5 mib "));
    assertEquals(1, ByteSize.parse("0.001k"));
  }

  @Test
  public void theGreatestNumberIsReadAndNoGreater() {
    assertEquals(Long.MAX_VALUE, ByteSize.parse("9223372036854775807"));
    assertEquals(7L << 60, ByteSize.parse("7EiB"));
    assertRefused("9223372036854775808");
    assertRefused("8EiB");
    assertRefused("9999999999999999999g");
  }

  @Test
  public void everythingElseIsRefusedByName() {
    for (String text :
        new String[] {
          "",
          " ",
          "-1",
          "-1k",
          "+1",
          "NaN",
          "Infinity",
          "1e9",
          "0x10",
          "k",
          "1kk",
          "1ki",
          "1x",
          "1bb",
          "1bib",
          "1 0",
          "1,5k",
          "1.",
          ".5k",
          "100%",
          "1\u0660",
          "1KiB/s",
          "1KiB 2"
        }) {
      assertRefused(text);
    }
  }

  @Test
  public void sizesAreShownForPeople() {
    assertEquals("0 B", ByteSize.format(0));
    assertEquals("1023 B", ByteSize.format(1023));
    assertEquals("1.0 KiB", ByteSize.format(1024));
    assertEquals("1.5 MiB", ByteSize.format(1536 << 10));
    assertEquals("1.0 MiB", ByteSize.format((1 << 20) - 1));
    assertEquals("1.0 GiB", ByteSize.format((1 << 30) - 1));
    assertEquals("48.8 TiB", ByteSize.format(53_656_186_767_000L));
    assertEquals("8.0 EiB", ByteSize.format(Long.MAX_VALUE));
  }

  @Test
  public void ratesMayEndInPerSecond() {
    assertEquals(20_000_000, Rate.parse("20MB/s"));
    assertEquals(20L << 20, Rate.parse("20M"));
    assertEquals(500L << 10, Rate.parse("500KiB/S"));
    assertEquals("1.5 MiB/s", Rate.format(1.5 * (1 << 20)));
    for (String text : new String[] {"", "/s", "20MB/m", "fast", "-1M/s", "20MB/s/s"}) {
      String message =
          Assert.assertThrows(IllegalArgumentException.class, () -> Rate.parse(text)).getMessage();
      assertTrue(message, message.startsWith("'" + text + "' is not a rate"));
      assertTrue(message, message.contains("20MB/s"));
    }
  }

  private static void assertRefused(String text) {
    String message =
        Assert.assertThrows(text, IllegalArgumentException.class, () -> ByteSize.parse(text))
            .getMessage();
    assertTrue(message, message.contains("'" + text + "'") && message.contains("100KiB"));
  }
}
