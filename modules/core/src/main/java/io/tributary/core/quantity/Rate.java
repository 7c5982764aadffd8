package io.tributary.core.quantity;

import java.util.Locale;

/** Bytes per second as people write them. */
public final class Rate {
  private static final String EXAMPLES = "examples: 20MB/s, 500KiB/s, 20M";

  private Rate() {}

  /**
   * Reads a size as {@link ByteSize#parse} does, with or without {@code /s} after it; bytes per
   * second.
   *
   * @throws IllegalArgumentException that names the input, and examples
   */
  public static long parse(String text) {
    String stripped = text.strip();
    boolean perSecond = stripped.toLowerCase(Locale.ROOT).endsWith("/s");
    String size = perSecond ? stripped.substring(0, stripped.length() - 2) : stripped;
    try {
      return ByteSize.parse(size, "rate", EXAMPLES);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage().replace("'" + size + "'", "'" + text + "'"));
    }
  }

  /** {@code 1.5 MiB/s}: for people, not exact. */
  public static String format(double bytesPerSecond) {
    return ByteSize.format(Math.max(0, (long) bytesPerSecond)) + "/s";
  }
}
