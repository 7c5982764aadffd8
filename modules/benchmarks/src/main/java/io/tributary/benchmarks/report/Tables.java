package io.tributary.benchmarks.report;

import io.tributary.benchmarks.figure.Series;
import io.tributary.benchmarks.scenario.Scenario;
import io.tributary.core.quantity.ByteSize;
import java.util.List;
import java.util.Locale;

/** Figures as Markdown. */
public final class Tables {
  private static final String HEAD =
      """
      | tool | wall s | least–most | GB/s | CPU s | CPU s/GiB | peak MiB | requests | twice MiB |
      |---|---|---|---|---|---|---|---|---|
      """;

  private Tables() {}

  public static String of(Scenario scenario, List<Series> all) {
    StringBuilder text = new StringBuilder();
    text.append("### ").append(scenario.title()).append(", ");
    text.append(ByteSize.format(scenario.sizeBytes())).append("\n\n").append(HEAD);
    all.forEach(series -> text.append(row(series)));
    return text.toString();
  }

  private static String row(Series series) {
    if (series.failure().isPresent()) {
      return "| " + series.tool() + " | failed: " + series.failure().get() + " |||||||\n";
    }
    double wall = series.wallSeconds().median();
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f–%.2f | %.2f | %.2f | %.2f | %.0f | %.0f | %.1f |%n",
        series.tool(),
        wall,
        series.wallSeconds().least(),
        series.wallSeconds().greatest(),
        series.sizeBytes() / wall / 1e9,
        series.cpuSeconds().median(),
        series.cpuSecondsPerGib(),
        series.peakBytes().median() / (1 << 20),
        series.requests().median(),
        series.twiceBytes().median() / (1 << 20));
  }
}
