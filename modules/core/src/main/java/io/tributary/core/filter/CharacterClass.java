package io.tributary.core.filter;

/** {@code [abc]}, {@code [a-z]}, {@code [!a]}, {@code []a]}, {@code [\]]}, {@code [[:digit:]]}. */
final class CharacterClass {
  private static final int NO_ITEM = -1;
  private static final int RANGE = 0;
  private static final int NAMED = 1;

  private final String pattern;
  private int at;
  private int low;
  private int high;

  private CharacterClass(String pattern, int at) {
    this.pattern = pattern;
    this.at = at;
  }

  /** The position behind the class that begins at {@code start}; -1 when it has no end. */
  static int end(String pattern, int start) {
    CharacterClass cursor = new CharacterClass(pattern, start + 1);
    cursor.negated();
    for (boolean first = true; first || cursor.peek() != ']'; first = false) {
      if (cursor.item() == NO_ITEM) {
        return -1;
      }
    }
    return cursor.at + 1;
  }

  /** Whether the class that begins at {@code start}, and has an end, holds {@code c}. */
  static boolean holds(String pattern, int start, int c) {
    CharacterClass cursor = new CharacterClass(pattern, start + 1);
    boolean negated = cursor.negated();
    boolean held = false;
    for (boolean first = true; first || cursor.peek() != ']'; first = false) {
      held |= cursor.itemHolds(c);
    }
    return held != negated;
  }

  private boolean itemHolds(int c) {
    int from = at;
    if (item() == NAMED) {
      return named(pattern.substring(from + 2, at - 2), c);
    }
    return low <= c && c <= high;
  }

  /** Goes behind one item; {@link #NO_ITEM} when the pattern ends before. */
  private int item() {
    int name = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at + 2) : -1;
    if (name >= 0) {
      at = name + 2;
      return NAMED;
    }
    low = character();
    high = low;
    if (low >= 0 && peek() == '-' && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']') {
      at++;
      high = character();
    }
    return high < 0 ? NO_ITEM : RANGE;
  }

  private int character() {
    if (peek() == '\\') {
      at++;
    }
    int c = peek();
    at += c < 0 ? 0 : Character.charCount(c);
    return c;
  }

  private boolean negated() {
    boolean negated = peek() == '!' || peek() == '^';
    at += negated ? 1 : 0;
    return negated;
  }

  private int peek() {
    return at < pattern.length() ? pattern.codePointAt(at) : -1;
  }

  /** As in the C locale: names are of ASCII. */
  private static boolean named(String name, int c) {
    return c < 128
        && switch (name) {
          case "alpha" -> Character.isLetter(c);
          case "digit" -> Character.isDigit(c);
          case "alnum" -> Character.isLetterOrDigit(c);
          case "upper" -> Character.isUpperCase(c);
          case "lower" -> Character.isLowerCase(c);
          case "space" -> c == ' ' || (c >= '\t' && c <= '\r');
          case "blank" -> c == ' ' || c == '\t';
          case "xdigit" -> Character.digit(c, 16) >= 0;
          case "punct" -> c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
          case "cntrl" -> Character.isISOControl(c);
          case "graph" -> c > ' ' && c < 127;
          case "print" -> c >= ' ' && c < 127;
          default -> false;
        };
  }
}
