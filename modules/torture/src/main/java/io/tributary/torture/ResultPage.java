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
  private static final String BEGIN = "<!-- torture:begin -->\n";
  private static final String END = "<!-- torture:end -->";

  private ResultPage() {}

  /**
   * @param facts lines before the table: seed, date, machine
   */
  static void write(Path page, List<String> facts, Tally tally) throws IOException {
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(page + " has no place for the results: " + BEGIN.strip());
    }
    Files.writeString(
        page,
        text.substring(0, begin + BEGIN.length()) + table(facts, tally) + text.substring(end));
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
