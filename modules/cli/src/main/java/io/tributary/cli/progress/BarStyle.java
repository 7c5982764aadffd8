package io.tributary.cli.progress;

/**
 * What the terminal can show.
 *
 * @param color SGR sequences
 * @param cursor the sequence that erases the rest of a line; otherwise spaces do it
 * @param unicode line-drawing characters; otherwise ASCII
 */
record BarStyle(boolean color, boolean cursor, boolean unicode) {
  private static final String ESCAPE = "\u001b[";

  /** A bar of {@code width} columns, filled to {@code fraction} (0 to 1). */
  String bar(int width, double fraction) {
    int filled = (int) Math.floor(width * Math.max(0, Math.min(1, fraction)));
    String done = (unicode ? "━" : "#").repeat(filled);
    String open = (unicode ? "─" : "-").repeat(width - filled);
    return color ? ESCAPE + "32m" + done + ESCAPE + "2;39m" + open + ESCAPE + "0m" : done + open;
  }

  /** What is put after a line that was drawn over a longer one. */
  String eraseRest(int columns) {
    return cursor ? ESCAPE + "K" : " ".repeat(Math.max(0, columns));
  }
}
