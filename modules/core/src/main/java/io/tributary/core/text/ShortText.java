package io.tributary.core.text;

/** Texts of others, which may be of any length, where there is little room. */
public final class ShortText {
  private static final String MORE = "…";

  private ShortText() {}

  /**
   * At most so many characters, the last of them {@code …} where something is left out. A pair of
   * surrogates stays whole or is left out: half of one cannot be written as UTF-8.
   *
   * @param most chars of the result, 1 or more
   */
  public static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - MORE.length();
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + MORE;
  }
}
