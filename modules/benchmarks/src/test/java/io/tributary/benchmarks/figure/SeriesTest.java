package io.tributary.benchmarks.figure;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class SeriesTest extends JUnitSuite {

  @Test
  public void bytesBeyondTheObjectsAreFetchedTwice() {
    assertEquals(3 << 20, Runs.took("a", 1).twiceBytes().median(), 0);
  }

  @Test
  public void oneFailureSpoilsTheSeries() {
    assertEquals(Optional.of("wrong bytes"), Runs.failed("a", "wrong bytes").failure());
    assertEquals(Optional.empty(), Runs.took("a", 1, 2).failure());
  }

  @Test
  public void whatDidNotRunHasNoFigures() {
    Series none = new Series("a", true, 1, List.of());
    assertEquals(Optional.of("not run"), none.failure());
  }
}
