package io.tributary.benchmarks.figure;

import static org.junit.Assert.assertEquals;

import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class DistributionTest extends JUnitSuite {

  @Test
  public void theMiddleOfAnOddNumberIsOneOfThem() {
    assertEquals(new Distribution(2, 1, 9), Distribution.of(9, 1, 2));
  }

  @Test
  public void theMiddleOfAnEvenNumberLiesBetween() {
    assertEquals(new Distribution(2.5, 1, 9), Distribution.of(9, 3, 1, 2));
  }

  @Test
  public void nothingHasNoMiddle() {
    Assert.assertThrows(IllegalArgumentException.class, () -> Distribution.of());
  }
}
