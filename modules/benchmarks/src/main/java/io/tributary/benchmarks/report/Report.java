package io.tributary.benchmarks.report;

import io.tributary.benchmarks.figure.Results;
import io.tributary.benchmarks.tool.Tool;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** All that was measured in one run, with what one must know to measure it again. */
public final class Report {
  private Report() {}

  /**
   * @param command as it was given
   * @param origin the server's name and version
   */
  public static String of(
      Machine machine, String command, String origin, List<Tool> tools, Results results) {
    StringBuilder text = new StringBuilder();
    text.append("`").append(command).append("`, ");
    text.append(LocalDate.now(ZoneOffset.UTC)).append(", on: ");
    text.append(machine.text()).append(". Origin: ").append(origin).append(".\n\n");
    text.append("| tool | version | how |\n| --- | --- | --- |\n");
    tools.forEach(tool -> text.append(row(tool)));
    for (Results.Result result : results.all()) {
      text.append("\n").append(Table.of(result, results));
    }
    return text.toString();
  }

  private static String row(Tool tool) {
    String version = tool.version().orElse("not installed: `" + tool.howToGet() + "`");
    // Some go on with the versions of all their libraries.
    String own = version.replaceFirst(" \\(.*", "");
    return "| " + tool.name() + " | " + own + " | " + tool.description() + " |\n";
  }
}
