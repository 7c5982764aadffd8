package io.tributary.core.tree;

import static org.junit.Assert.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class Utf8OrderTest extends JUnitSuite {

  @Test
  public void theOrderIsThatOfTheBytes() {
    String[] texts = {
      "",
      "a",
      "a/",
      "a/b",
      "a0",
      "b",
      "\u007f",
      "é",
      "\ud7ff",
      "\ue000",
      "\uffff",
      "🌊",
      "🌊a",
      "\udbff\udfff",
      "a🌊",
      "a\uffff"
    };
    for (String left : texts) {
      for (String right : texts) {
        int bytes =
            Arrays.compareUnsigned(
                left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
        assertEquals(
            left + " " + right,
            Integer.signum(bytes),
            Integer.signum(Utf8Order.compare(left, right)));
      }
    }
  }
}
