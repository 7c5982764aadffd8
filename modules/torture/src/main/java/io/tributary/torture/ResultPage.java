package io.tributary.torture;

import io.tributary.torture.campaign.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results as a table in the documentation, between two markers; all around them stays. */
final class ResultPage {
  private ResultPage() {}

  /**
   * @param mark what the place is called in the page
   * @param facts lines before the table: seed, date, machine
   */
  static void write(Path page, String mark, List<String> facts, Tally tally) throws IOException {
    String text = Files.readString(page);
    String opening = "<!-- " + mark + ":begin -->\n";
    int begin = text.indexOf(opening);
    int end = text.indexOf("<!-- " + mark + ":end -->");
    if (begin < 0 || end < begin) {
      throw new IOException(page + " has no place for the results: " + opening.strip());
    }
    Files.writeString(
        page,
        text.substring(0, begin + opening.length()) + table(facts, tally) + text.substring(end));
  }

  static String table(List<String> facts, Tally tally) {
    StringBuilder table = new StringBuilder(String.join("\n", facts)).append("\n\n");
    table.append("| part | what | times |\n|---|---|---:|\n");
    for (Map.Entry<String, Long> entry : tally.counts().entrySet()) {
      int slash = entry.getKey().indexOf('/');
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %,d |%n",
              entry.getKey().substring(0, slash),
              entry.getKey().substring(slash + 1),
              entry.getValue()));
    }
    tally
        .measures()
        .forEach(
            (what, value) -> table.append(String.format(Locale.ROOT, "\n%s: %,d%n", what, value)));
    return table.toString();
  }
}
