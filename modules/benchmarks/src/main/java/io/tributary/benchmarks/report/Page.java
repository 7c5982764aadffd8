package io.tributary.benchmarks.report;

/** A page of prose with places for figures, which alone change when they are measured anew. */
public final class Page {
  static final String BEGIN = begin("bench");
  static final String END = "<!-- figures: end -->";

  private Page() {}

  private static String begin(String script) {
    return "<!-- figures: begin; written by scripts/" + script + " -->";
  }

  /** The figures of {@code scripts/bench}. */
  public static String withFigures(String page, String figures) {
    return withFigures(page, "bench", figures);
  }

  /**
   * @param page as it is
   * @param script whose figures they are
   * @throws IllegalArgumentException when the page has no place for figures
   */
  public static String withFigures(String page, String script, String figures) {
    String beginning = begin(script);
    int begin = page.indexOf(beginning);
    int end = page.indexOf(END, Math.max(0, begin));
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "there is no place for figures, between the lines " + beginning + " and " + END);
    }
    return page.substring(0, begin + beginning.length())
        + "\n\n"
        + figures.strip()
        + "\n\n"
        + page.substring(end);
  }
}
