package io.tributary.core.text;

import static org.junit.Assert.assertEquals;

import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ShortTextTest extends JUnitSuite {
  @Test
  public void whatFitsStays() {
    assertEquals("", ShortText.of("", 1));
    assertEquals("abc", ShortText.of("abc", 3));
  }

  @Test
  public void whatDoesNotFitSaysSo() {
    assertEquals("ab…", ShortText.of("abcd", 3));
    assertEquals("…", ShortText.of("abcd", 1));
  }

  @Test
  public void noCharacterIsCutInTwo() {
    String emoji = "\ud83d\ude00";
    assertEquals("a…", ShortText.of("a" + emoji + "b", 3));
    assertEquals("a" + emoji, ShortText.of("a" + emoji, 3));
    assertEquals("a" + emoji + "…", ShortText.of("a" + emoji + "bc", 4));
    assertEquals("…", ShortText.of(emoji + "b", 2));
  }
}
