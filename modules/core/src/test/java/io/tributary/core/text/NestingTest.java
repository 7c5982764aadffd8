package io.tributary.core.text;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class NestingTest extends JUnitSuite {
  @Test
  public void levelsCountUntilTheyAreClosed() {
    assertFalse(Nesting.isTooDeep(""));
    assertFalse(Nesting.isTooDeep("[{}]".repeat(1000)));
    assertFalse(Nesting.isTooDeep("{[".repeat(50) + "]}".repeat(50)));
    assertTrue(Nesting.isTooDeep("{[".repeat(50) + "["));
    assertTrue(Nesting.isTooDeep("[".repeat(100_000)));
  }

  @Test
  public void whatWasNeverOpenedMakesNoRoom() {
    assertTrue(Nesting.isTooDeep("]".repeat(1000) + "[".repeat(101)));
  }
}
