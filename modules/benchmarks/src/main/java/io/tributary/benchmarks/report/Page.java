package io.tributary.benchmarks.report;

/** A page of prose with a place for figures, which alone changes when they are measured anew. */
public final class Page {
  static final String BEGIN = "<!-- figures: begin; written by scripts/bench -->";
  static final String END = "<!-- figures: end -->";

  private Page() {}

  /**
   * @param page as it is
   * @throws IllegalArgumentException when the page has no place for figures
   */
  public static String withFigures(String page, String figures) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "there is no place for figures, between the lines " + BEGIN + " and " + END);
    }
    return page.substring(0, begin + BEGIN.length())
        + "\n\n"
        + figures.strip()
        + "\n\n"
        + page.substring(end);
  }
}
