package io.tributary.core.quantity;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them. */
public final class ByteSize {
  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,19}(?:\\.[0-9]{1,9})?) ?([a-z]{0,3})");
  private static final String EXAMPLES = "examples: 100KiB, 10MB, 1g, 1048576";
  private static final String LETTERS = "kmgtpe";

  private ByteSize() {}

  /**
   * Reads {@code 100KiB}, {@code 10MB}, {@code 1g} or {@code 1048576}, in either case. KiB, MiB,
   * GiB, TiB, PiB and EiB are powers of 1024, KB, MB and so on powers of 1000; a single letter is a
   * power of 1024, as in curl and aria2. A fraction of a byte is dropped.
   *
   * @throws IllegalArgumentException that names the input, and examples
   */
  public static long parse(String text) {
    return parse(text, "size", EXAMPLES);
  }

  static long parse(String text, String what, String examples) {
    Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    BigDecimal unit = matcher.matches() ? unit(matcher.group(2)) : BigDecimal.ZERO;
    if (unit.signum() == 0) {
      throw new IllegalArgumentException("'" + text + "' is not a " + what + "; " + examples);
    }
    BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(unit);
    if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is more than the greatest " + what + ", 8EiB; " + examples);
    }
    return bytes.longValue();
  }

  /** {@code 512 B}, {@code 1.5 MiB}, {@code 20.0 GiB}: for people, not exact. */
  public static String format(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    int power = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
    double value = bytes / Math.pow(1024, power);
    if (value >= 1023.95 && power < LETTERS.length()) {
      value /= 1024;
      power++;
    }
    char letter = Character.toUpperCase(LETTERS.charAt(power - 1));
    return String.format(Locale.ROOT, "%.1f %ciB", value, letter);
  }

  /** The unit's size in bytes; zero when there is no such unit. */
  private static BigDecimal unit(String suffix) {
    if (suffix.isEmpty() || suffix.equals("b")) {
      return BigDecimal.ONE;
    }
    int power = LETTERS.indexOf(suffix.charAt(0)) + 1;
    int base =
        switch (suffix.substring(1)) {
          case "", "ib" -> 1024;
          case "b" -> 1000;
          default -> 0;
        };
    return power == 0 ? BigDecimal.ZERO : BigDecimal.valueOf(base).pow(power);
  }
}
