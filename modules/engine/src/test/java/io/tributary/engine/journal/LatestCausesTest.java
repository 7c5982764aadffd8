package io.tributary.engine.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class LatestCausesTest extends JUnitSuite {
  private final LatestCauses causes = new LatestCauses();

  @Test
  public void theLatestIsToldOnce() {
    Exception latest = new Exception("latest");
    causes.add("a", new Exception("first"));
    causes.add("a", latest);
    assertSame(latest, causes.take("a").orElseThrow());
    assertEquals(Optional.empty(), causes.take("a"));
  }

  @Test
  public void whatNobodyAsksForIsForgotten() {
    IntStream.rangeClosed(0, LatestCauses.MOST)
        .forEach(number -> causes.add("k" + number, new Exception("number " + number)));
    assertEquals(Optional.empty(), causes.take("k0"));
    assertEquals("number 1", causes.take("k1").orElseThrow().getMessage());
  }
}
