package io.tributary.storage.bucket;

import io.tributary.core.text.ShortText;
import java.util.regex.Pattern;

/** What may be printed of a store's words: they may come from anyone between the store and us. */
public final class ErrorText {
  private static final int MAX_MESSAGE_CHARS = 200;
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,128}");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\s]+");

  private ErrorText() {}

  /** A code, an id, a host name; empty for anything else, and for null. */
  public static String word(String text) {
    return text != null && WORD.matcher(text.strip()).matches() ? text.strip() : "";
  }

  /** One line of 200 characters at most, without a full stop; empty for null. */
  public static String sentence(String text) {
    if (text == null) {
      return "";
    }
    String line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    String bare = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    return ShortText.of(bare, MAX_MESSAGE_CHARS);
  }
}
