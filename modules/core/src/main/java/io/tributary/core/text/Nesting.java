package io.tributary.core.text;

/**
 * How deep a text of JSON or HOCON is nested. Parsers that call themselves for each level end with
 * the thread's stack, so texts from outside are measured before.
 */
public final class Nesting {
  /** Far more than people or programs write. */
  public static final int MOST_LEVELS = 100;

  private Nesting() {}

  /**
   * True when {@code text} opens more than {@link #MOST_LEVELS} brackets and braces that it has not
   * closed again. Those within quoted words count too: a bound, not a parser.
   */
  public static boolean isTooDeep(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '[' || c == '{') {
        depth++;
      } else if (c == ']' || c == '}') {
        depth = Math.max(0, depth - 1);
      }
      if (depth > MOST_LEVELS) {
        return true;
      }
    }
    return false;
  }
}
