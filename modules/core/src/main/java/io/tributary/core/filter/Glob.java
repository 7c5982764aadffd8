package io.tributary.core.filter;

/**
 * Matches patterns as {@link FilterRule} describes them, reading the pattern each time: a filter is
 * plain text in a journal, and most patterns fail at their first characters. Goes back to the last
 * single and the last double star only, so that no key makes it slow.
 */
final class Glob {
  private final String pattern;
  private final String text;

  private int at;
  private int in;
  private int behindStar = -1;
  private int fromStar;
  private int behindStars = -1;
  private int fromStars;

  private Glob(String pattern, String text, int from) {
    this.pattern = pattern;
    this.text = text;
    this.at = from;
  }

  /** Whether {@code pattern} matches all of {@code text} behind {@code from}. */
  static boolean matches(String pattern, String text, int from) {
    return new Glob(pattern, text, from).matches();
  }

  /**
   * @throws IllegalArgumentException for an open class, or a backslash with nothing behind it
   */
  static void check(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && ++i == pattern.length()) {
        throw new IllegalArgumentException(
            "pattern '" + pattern + "' ends with a backslash; write \\\\ for one");
      }
      if (c == '[') {
        i = CharacterClass.end(pattern, i) - 1;
        if (i < 0) {
          throw new IllegalArgumentException(
              "pattern '" + pattern + "' has a [ without a ]; write \\[ for the character");
        }
      }
    }
  }

  private boolean matches() {
    while (at < text.length() || in < pattern.length()) {
      if (in < pattern.length() && pattern.charAt(in) == '*') {
        star();
      } else if (!step() && !back()) {
        return false;
      }
    }
    return true;
  }

  private void star() {
    int next = in;
    while (next < pattern.length() && pattern.charAt(next) == '*') {
      next++;
    }
    if (next - in == 1) {
      behindStar = next;
      fromStar = at;
    } else {
      behindStars = next;
      fromStars = at;
      behindStar = -1;
    }
    in = next;
  }

  /** One character by what stands for it. */
  private boolean step() {
    if (at == text.length() || in == pattern.length()) {
      return false;
    }
    int c = text.codePointAt(at);
    int next = behind(c);
    if (next < 0) {
      return false;
    }
    in = next;
    at += Character.charCount(c);
    return true;
  }

  /** Where the pattern goes on when what it has here stands for {@code c}; else -1. */
  private int behind(int c) {
    int p = pattern.codePointAt(in);
    return switch (p) {
      case '?' -> c == '/' ? -1 : in + 1;
      case '[' ->
          c != '/' && CharacterClass.holds(pattern, in, c) ? CharacterClass.end(pattern, in) : -1;
      case '\\' -> pattern.codePointAt(in + 1) == c ? in + 1 + Character.charCount(c) : -1;
      default -> p == c ? in + Character.charCount(c) : -1;
    };
  }

  /** Lets the last star stand for one character more. */
  private boolean back() {
    if (behindStar >= 0 && fromStar < text.length() && text.charAt(fromStar) != '/') {
      fromStar += Character.charCount(text.codePointAt(fromStar));
      at = fromStar;
      in = behindStar;
      return true;
    }
    if (behindStars >= 0 && fromStars < text.length()) {
      fromStars += Character.charCount(text.codePointAt(fromStars));
      at = fromStars;
      in = behindStars;
      behindStar = -1;
      return true;
    }
    return false;
  }
}
