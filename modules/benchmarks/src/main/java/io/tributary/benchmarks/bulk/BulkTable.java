package io.tributary.benchmarks.bulk;

import io.tributary.benchmarks.figure.Distribution;
import io.tributary.benchmarks.tool.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/** The figures of one case as Markdown. */
final class BulkTable {
  private static final double MEBIBYTE = 1 << 20;

  private BulkTable() {}

  static String of(BulkCase bulk, Map<BulkTool, List<BulkFigures>> all) {
    StringBuilder text = new StringBuilder();
    text.append("### ").append(bulk.title()).append(" (`").append(bulk.name()).append("`)\n\n");
    List<String> headings = new ArrayList<>(List.of("tool", "wall, s", "objects/s", "× curl"));
    if (bulk.mixed()) {
      headings.add("small ones there after, s");
    }
    headings.addAll(List.of("CPU, s", "peak, MiB", "requests"));
    text.append(line(headings)).append(line(headings.stream().map(each -> "---").toList()));
    double curl =
        all.entrySet().stream()
            .filter(entry -> entry.getKey().name().equals("curl"))
            .mapToDouble(entry -> median(entry.getValue(), Outcome.Done::wallSeconds))
            .findFirst()
            .orElse(0);
    all.forEach((tool, runs) -> text.append(line(row(bulk, tool, runs, curl))));
    return text.toString();
  }

  private static List<String> row(
      BulkCase bulk, BulkTool tool, List<BulkFigures> runs, double curl) {
    for (BulkFigures run : runs) {
      if (run.outcome() instanceof Outcome.Failed failed) {
        return List.of(tool.name(), "failed: " + failed.reason());
      }
    }
    double seconds = median(runs, Outcome.Done::wallSeconds);
    List<String> cells = new ArrayList<>();
    cells.add(tool.name());
    cells.add(spread(distribution(runs, Outcome.Done::wallSeconds), runs.size()));
    cells.add(number("%.0f", bulk.objects() / seconds));
    cells.add(curl > 0 ? number("%.2f", seconds / curl) : "–");
    if (bulk.mixed()) {
      cells.add(
          number(
              "%.2f",
              Distribution.of(runs.stream().mapToDouble(BulkFigures::smallSeconds).toArray())
                  .median()));
    }
    cells.add(spread(distribution(runs, Outcome.Done::cpuSeconds), runs.size()));
    cells.add(number("%.0f", distribution(runs, Outcome.Done::peakBytes).greatest() / MEBIBYTE));
    OptionalInt requests = runs.get(0).requests();
    cells.add(requests.isPresent() ? "" + requests.getAsInt() : "–");
    return cells;
  }

  /** 0 when one of the runs failed. */
  private static double median(List<BulkFigures> runs, ToDoubleFunction<Outcome.Done> figure) {
    boolean done = runs.stream().allMatch(run -> run.outcome() instanceof Outcome.Done);
    return done && !runs.isEmpty() ? distribution(runs, figure).median() : 0;
  }

  private static Distribution distribution(
      List<BulkFigures> runs, ToDoubleFunction<Outcome.Done> figure) {
    return Distribution.of(
        runs.stream()
            .mapToDouble(run -> figure.applyAsDouble((Outcome.Done) run.outcome()))
            .toArray());
  }

  private static String spread(Distribution figures, int runs) {
    return runs == 1
        ? number("%.2f (one run)", figures.median())
        : String.format(
            Locale.ROOT, "%.2f (%.2f–%.2f)", figures.median(), figures.least(), figures.greatest());
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
