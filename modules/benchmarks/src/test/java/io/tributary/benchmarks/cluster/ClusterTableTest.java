package io.tributary.benchmarks.cluster;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ClusterTableTest extends JUnitSuite {
  private static final long MEBIBYTE = 1 << 20;

  /** 100 MB in 5 s over 25 MB/s: 4 s of transfer at the links' speed, 1 s of other things. */
  private final ClusterFigures figures =
      new ClusterFigures(
          ClusterCase.SHARED,
          25e6,
          100_000_000,
          5,
          0.75,
          0.25,
          List.of(52 * MEBIBYTE, 44 * MEBIBYTE),
          2.5,
          6);

  @Test
  public void sharesAreOfWhatTheLinksCarry() {
    assertEquals(2, figures.nodes());
    assertEquals(0.8, figures.share(), 1e-9);
    assertEquals(1.0, figures.transferShare(), 1e-9);
    assertEquals(96 * MEBIBYTE - 100_000_000, figures.twiceBytes());
  }

  @Test
  public void aRowSaysItAll() {
    String table = ClusterTable.of(ClusterCase.SHARED, List.of(figures));
    assertTrue(table, table.startsWith("### To a directory that all nodes share (`shared`)\n\n"));
    assertEquals(
        "| 2 | 25.0 | 5.00 | 20.0 | 0.800 | 0.75 | 0.25 | 1.000 | 52 44 | 0.6 | 1.20, 0.50 |",
        table.lines().reduce((earlier, later) -> later).orElseThrow());
  }
}
