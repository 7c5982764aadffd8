package io.tributary.benchmarks.report;

import io.tributary.benchmarks.figure.Reference;
import io.tributary.benchmarks.figure.Results;
import io.tributary.benchmarks.figure.Results.Result;
import io.tributary.benchmarks.figure.Series;
import io.tributary.benchmarks.scenario.Scenario;
import io.tributary.benchmarks.tool.Tools;
import io.tributary.core.quantity.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The figures of one scenario as Markdown. */
public final class Table {
  private static final double MEGABYTE = 1e6;

  private Table() {}

  /**
   * @param others what ran before, among it what the scenario is compared with
   */
  public static String of(Result result, Results others) {
    Scenario scenario = result.scenario();
    List<Column> columns = columns(result, others);
    StringBuilder text = new StringBuilder();
    text.append("### ").append(scenario.title());
    text.append(", ").append(ByteSize.format(scenario.sizeBytes()).replace(".0 ", " "));
    text.append(" (`").append(scenario.name()).append("`)\n\n");
    text.append(line(columns.stream().map(Column::heading).toList()));
    text.append(line(columns.stream().map(column -> "---").toList()));
    result.series().forEach(series -> text.append(row(series, columns)));
    return text.toString();
  }

  private static List<Column> columns(Result result, Results others) {
    Scenario scenario = result.scenario();
    Reference reference = Reference.of(result.series(), s -> Tools.isOurs(s.tool()));
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("tool", Series::tool));
    columns.add(new Column("wall, s", s -> Figure.seconds(s.wallSeconds(), s.runs())));
    columns.add(new Column("× fastest", s -> fastest(s, reference)));
    if (scenario.undisturbed().isPresent()) {
      columns.add(new Column("× undisturbed", s -> undisturbed(s, scenario, others)));
    }
    columns.add(new Column("MB/s", Table::speed));
    if (!scenario.warm()) {
      columns.add(
          new Column("first request, s", s -> Figure.seconds(s.firstRequestSeconds().median())));
    }
    columns.add(new Column("CPU, s", s -> Figure.seconds(s.cpuSeconds(), s.runs())));
    columns.add(new Column("× leanest", s -> leanest(s, reference)));
    columns.add(new Column("peak, MiB", s -> Figure.mebibytes(s.peakBytes().greatest())));
    columns.add(new Column("requests", s -> Figure.whole(s.requests().median())));
    if (scenario.route().flaky()) {
      columns.add(new Column("refused", s -> Figure.whole(s.refused().median())));
    }
    columns.add(new Column("twice, MiB", s -> Figure.mebibytes(s.twiceBytes().median())));
    return columns;
  }

  private static String speed(Series series) {
    return Figure.whole(series.sizeBytes() / MEGABYTE / series.wallSeconds().median());
  }

  private static String fastest(Series series, Reference reference) {
    return Figure.ratio(Reference.ratio(series.wallSeconds().median(), reference.fastestSeconds()));
  }

  private static String leanest(Series series, Reference reference) {
    return Figure.ratio(Reference.ratio(series.cpuSeconds().median(), reference.leanestSeconds()));
  }

  private static String undisturbed(Series series, Scenario scenario, Results others) {
    return Figure.ratio(
        Reference.ratio(
            series.wallSeconds().median(), others.undisturbedSeconds(scenario, series.tool())));
  }

  private static String row(Series series, List<Column> columns) {
    if (series.failure().isPresent()) {
      // A bar would begin another cell.
      String reason = series.failure().get().replace("|", "\\|");
      List<String> cells = new ArrayList<>(List.of(series.tool(), "failed: " + reason));
      columns.stream().skip(cells.size()).forEach(column -> cells.add(""));
      return line(cells);
    }
    return line(columns.stream().map(column -> column.cell().apply(series)).toList());
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
