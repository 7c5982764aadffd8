package io.tributary.benchmarks.figure;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ReferenceTest extends JUnitSuite {

  private static Reference of(Series... all) {
    return Reference.of(List.of(all), series -> series.tool().equals("ours"));
  }

  @Test
  public void theFastestOtherToolIsTheReference() {
    Reference reference = of(Runs.took("ours", 1), Runs.took("a", 3, 2, 9), Runs.took("b", 4));
    assertEquals(OptionalDouble.of(3), reference.fastestSeconds());
  }

  @Test
  public void theLeanestHasSeveralConnections() {
    Reference reference = of(Runs.took("ours", 1), Runs.took("curl", 2), Runs.took("b", 4));
    assertEquals(OptionalDouble.of(2), reference.fastestSeconds());
    assertEquals(OptionalDouble.of(2), reference.leanestSeconds());
  }

  @Test
  public void aToolThatFailsOnceIsNoReference() {
    Reference reference = of(Runs.failed("a", "out of luck"), Runs.took("b", 4));
    assertEquals(OptionalDouble.of(4), reference.fastestSeconds());
  }

  @Test
  public void aloneThereIsNoReference() {
    OptionalDouble fastest = of(Runs.took("ours", 1)).fastestSeconds();
    assertEquals(OptionalDouble.empty(), fastest);
    assertEquals(OptionalDouble.empty(), Reference.ratio(1, fastest));
  }

  @Test
  public void whatIsTooShortToBeMeasuredIsNoReference() {
    assertEquals(OptionalDouble.empty(), Reference.ratio(1, OptionalDouble.of(0)));
    assertEquals(OptionalDouble.of(0.5), Reference.ratio(1, OptionalDouble.of(2)));
  }
}
