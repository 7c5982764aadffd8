package io.tributary.benchmarks.report;

import io.tributary.benchmarks.tool.FirstLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Where figures go: into a page that has a place for them, or to standard output. */
public final class Publication {
  private Publication() {}

  /**
   * @param script whose figures they are
   * @param words that it was called with
   * @param pageOrNull null for standard output
   */
  public static void publish(String script, List<String> words, Path pageOrNull, String figures)
      throws IOException {
    String origin = FirstLine.of(List.of("nginx", "-v")).orElse("nginx");
    String report =
        String.format(
            Locale.ROOT,
            "`%s`, %s, on: %s. Origin: %s.%n%n%s",
            ("scripts/" + script + " " + String.join(" ", words)).strip(),
            LocalDate.now(ZoneOffset.UTC),
            Machine.here().text(),
            origin.replace("nginx version: ", ""),
            figures);
    if (pageOrNull == null) {
      System.out.print(report);
    } else {
      Files.writeString(pageOrNull, Page.withFigures(Files.readString(pageOrNull), script, report));
      System.err.println(script + ": the figures are in " + pageOrNull);
    }
  }
}
