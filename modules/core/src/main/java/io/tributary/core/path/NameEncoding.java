package io.tributary.core.path;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Makes a name that every system takes of any component of a key, and of two components two names:
 * what {@link KeyPath} refuses is percent-encoded, and so is a percent sign that begins an escape.
 * {@code %2F}, which no component can make, marks what is no plain encoding: an empty component, a
 * long one, a directory beside a file of its name.
 */
public final class NameEncoding {
  private static final String MARK = "%2F";

  /** Of SHA-256: 160 bits, so that nobody finds two components with one name. */
  private static final int HASH_DIGITS = 40;

  private static final int MOST_HEAD_BYTES =
      NameRules.MOST_NAME_BYTES - HASH_DIGITS - 2 * MARK.length();

  private static final Pattern DOTS = Pattern.compile("\\.\\.?");

  private NameEncoding() {}

  /**
   * The name of a component by the rules of this system: at most 255 bytes, never empty, {@code .}
   * or {@code ..}.
   *
   * @param first whether the path begins with it, where a drive letter would count
   */
  public static String encode(String component, boolean first) {
    return encode(component, first, NameRules.ofThisSystem());
  }

  static String encode(String component, boolean first, NameRules rules) {
    if (component.isEmpty()) {
      return MARK;
    }
    String name = escaped(component, first, rules);
    return NameRules.tooLong(name) ? shortened(name) : name;
  }

  /** Another name for what would stand where something else stands by the name {@code name}. */
  public static String beside(String name) {
    String marked = name + MARK;
    return NameRules.tooLong(marked) ? shortened(name) + MARK : marked;
  }

  private static String escaped(String component, boolean first, NameRules rules) {
    StringBuilder name = new StringBuilder(component.length() + 8);
    boolean dots = DOTS.matcher(component).matches();
    boolean drive = first && KeyPath.DRIVE.matcher(component).matches();
    for (int i = 0; i < component.length(); ) {
      int c = component.codePointAt(i);
      boolean unsafe = KeyPath.unwritable(c) || c == '\\' || beginsEscape(component, i);
      if (unsafe || dots || (drive && c == ':') || !rules.allows(component, i)) {
        escape(c, name);
      } else {
        name.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return name.toString();
  }

  private static boolean beginsEscape(String text, int at) {
    return text.charAt(at) == '%'
        && at + 2 < text.length()
        && hex(text.charAt(at + 1))
        && hex(text.charAt(at + 2));
  }

  private static boolean hex(char c) {
    return c < 128 && Character.digit(c, 16) >= 0;
  }

  private static void escape(int codePoint, StringBuilder into) {
    boolean half = Character.getType(codePoint) == Character.SURROGATE;
    byte[] bytes =
        half ? ofHalf(codePoint) : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    for (byte b : bytes) {
      into.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
    }
  }

  /** UTF-8 has nothing for half of a pair; this is what it would be. */
  private static byte[] ofHalf(int unit) {
    return new byte[] {
      (byte) (0xE0 | (unit >> 12)),
      (byte) (0x80 | ((unit >> 6) & 0x3F)),
      (byte) (0x80 | (unit & 0x3F))
    };
  }

  private static String shortened(String name) {
    int end = 0;
    int bytes = 0;
    while (true) {
      int c = name.codePointAt(end);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > MOST_HEAD_BYTES) {
        return name.substring(0, end) + MARK + hash(name);
      }
      end += Character.charCount(c);
    }
  }

  private static String hash(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
