package io.tributary.core.quantity;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class RequestRateTest extends JUnitSuite {
  private static void refused(String text) {
    IllegalArgumentException e =
        Assert.assertThrows(text, IllegalArgumentException.class, () -> RequestRate.parse(text));
    assertTrue(e.getMessage(), e.getMessage().contains("requests per second"));
  }

  @Test
  public void numbersWithAFractionAreRead() {
    assertEquals(0, RequestRate.parse("0"), 0);
    assertEquals(12.5, RequestRate.parse("12.5"), 0);
    assertEquals(0.000001, RequestRate.parse("0.000001"), 0);
    assertEquals(1e9, RequestRate.parse("1000000000"), 0);
    for (String text : new String[] {"", "-1", "many", "1e-8", "0.0000001", "1000000001", "1."}) {
      refused(text);
    }
  }

  @Test
  public void whatNoClockCanWaitForIsNoRate() {
    assertEquals(0, RequestRate.require("it", 0), 0);
    for (double rate : new double[] {1e-8, -1, Double.NaN, 1.1e9, Double.POSITIVE_INFINITY}) {
      Assert.assertThrows(
          "" + rate, IllegalArgumentException.class, () -> RequestRate.require("it", rate));
    }
  }
}
