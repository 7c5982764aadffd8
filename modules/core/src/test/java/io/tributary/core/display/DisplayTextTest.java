package io.tributary.core.display;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class DisplayTextTest extends JUnitSuite {

  /** Fault 54. */
  @Test
  public void whatATerminalObeysIsEscaped() {
    assertEquals("\\n\\r\\t\\x00\\x1b\\x7f", DisplayText.escape("\n\r\t\u0000\u001b\u007f"));
    assertEquals("\\x85\\x9b31m", DisplayText.escape("\u0085\u009b31m"));
  }

  @Test
  public void whatMisleadsAReaderIsEscaped() {
    assertEquals(
        "\\u202e\\u2066\\u200f\\u061c\\u200b\\ufeff\\u2028\\u2029",
        DisplayText.escape("\u202e\u2066\u200f\u061c\u200b\ufeff\u2028\u2029"));
    assertEquals("\\ue0041", DisplayText.escape(Character.toString(0xE0041)));
    assertEquals("a\\ud800", DisplayText.escape("a\ud800"));
  }

  @Test
  public void allElseIsAsItWas() {
    String text = "a b/é😀中文%20\\n\"'";
    assertSame(text, DisplayText.escape(text));
  }

  @Test
  public void aSecondPassChangesNothingAndNothingUnsafeIsLeft() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      all.appendCodePoint(c);
    }
    String once = DisplayText.escape(all.toString());
    assertEquals(once, DisplayText.escape(once));
    assertTrue(once.codePoints().noneMatch(Character::isISOControl));
  }
}
