package io.tributary.benchmarks.report;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.benchmarks.figure.Results;
import io.tributary.benchmarks.figure.Runs;
import io.tributary.benchmarks.figure.Series;
import io.tributary.benchmarks.scenario.Scenario;
import io.tributary.benchmarks.scenario.Scenarios;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class TableTest extends JUnitSuite {
  private final Results results = new Results();

  private List<String> table(String scenario, Series... series) {
    return Table.of(results.add(named(scenario), List.of(series)), results).lines().toList();
  }

  private static Scenario named(String name) {
    return Scenarios.all(Runs.SIZE_BYTES).stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  public void eachToolIsARow() {
    List<String> lines =
        table("large", Runs.took("tributary", 1, 3, 2), Runs.took("aria2c", 4, 4, 5));
    assertEquals("### Warm, 100 MiB (`large`)", lines.get(0));
    assertEquals(
        "| tributary | 2.00 (1.00–3.00) | 0.50 | 52 | 1.00 (0.50–1.50) | 0.50 | 1 | 8 | 3 |",
        lines.get(4));
    assertEquals(
        "| aria2c | 4.00 (4.00–5.00) | 1.00 | 26 | 2.00 (2.00–2.50) | 1.00 | 1 | 8 | 3 |",
        lines.get(5));
  }

  @Test
  public void allRowsHaveAsManyCells() {
    List<String> lines = table("small", Runs.took("tributary", 1), Runs.failed("axel", "a | b"));
    long cells = bars(lines.get(2));
    assertTrue(lines.get(2).contains("first request"));
    assertTrue(lines.get(5).startsWith("| axel | failed: a \\| b |"));
    for (String line : lines.subList(3, lines.size())) {
      assertEquals(cells, bars(line.replace("\\|", "")));
    }
  }

  private static long bars(String line) {
    return line.chars().filter(character -> character == '|').count();
  }

  @Test
  public void aFaultIsComparedWithTheSameWithoutIt() {
    table("limited", Runs.took("tributary", 2), Runs.took("aria2c", 4));
    List<String> lines =
        table("stalling", Runs.took("tributary", 3), Runs.took("aria2c", 4), Runs.took("new", 1));
    assertTrue(lines.get(4).startsWith("| tributary | 3.00 (one run) | 3.00 | 1.50 |"));
    assertTrue(lines.get(5).startsWith("| aria2c | 4.00 (one run) | 4.00 | 1.00 |"));
    assertTrue(lines.get(6).startsWith("| new | 1.00 (one run) | 1.00 | – |"));
  }
}
