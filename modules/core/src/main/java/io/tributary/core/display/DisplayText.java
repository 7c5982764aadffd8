package io.tributary.core.display;

/**
 * Makes text from elsewhere (keys, server messages) safe to print: a terminal obeys control
 * characters, and a reader is misled by characters that turn the direction of writing or do not
 * show at all.
 */
public final class DisplayText {
  private DisplayText() {}

  /**
   * Writes control characters (C0, DEL, C1), line and paragraph separators, unpaired surrogates and
   * characters of Unicode's category Cf (bidirectional controls, zero-width ones) as {@code \\n},
   * {@code \\x1b} or {@code \\u202e}. All else is as it was; a second pass changes nothing.
   */
  public static String escape(String text) {
    if (text.codePoints().noneMatch(DisplayText::unsafe)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(safe, c));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int codePoint) {
    if (!unsafe(codePoint)) {
      safe.appendCodePoint(codePoint);
      return;
    }
    switch (codePoint) {
      case '\n' -> safe.append("\\n");
      case '\r' -> safe.append("\\r");
      case '\t' -> safe.append("\\t");
      default -> safe.append(String.format(codePoint < 256 ? "\\x%02x" : "\\u%04x", codePoint));
    }
  }

  private static boolean unsafe(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
