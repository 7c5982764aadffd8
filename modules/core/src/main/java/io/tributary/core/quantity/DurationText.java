package io.tributary.core.quantity;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them. */
public final class DurationText {
  private static final Pattern WHOLE = Pattern.compile("(?:[0-9]{1,9}(?:ms|s|m|h|d))+");
  private static final Pattern STEP = Pattern.compile("([0-9]+)(ms|s|m|h|d)");

  private DurationText() {}

  /**
   * Reads {@code 30s}, {@code 2m}, {@code 500ms}, {@code 1h30m}, {@code 1d}, or ISO 8601 such as
   * {@code PT20S}. A number alone is refused: its unit would be a guess.
   *
   * @return zero or more
   * @throws IllegalArgumentException that names the input, and examples
   */
  public static Duration parse(String text) {
    String value = text.strip().toLowerCase(Locale.ROOT);
    if (value.startsWith("p")) {
      return ofIso(value, text);
    }
    if (!WHOLE.matcher(value).matches()) {
      throw notADuration(text, null);
    }
    Duration sum = Duration.ZERO;
    Matcher step = STEP.matcher(value);
    while (step.find()) {
      sum = sum.plus(ofStep(Long.parseLong(step.group(1)), step.group(2)));
    }
    return sum;
  }

  private static Duration ofStep(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> throw new IllegalStateException(unit);
    };
  }

  private static Duration ofIso(String value, String text) {
    try {
      Duration duration = Duration.parse(value);
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      throw notADuration(text, e);
    }
    throw notADuration(text, null);
  }

  private static IllegalArgumentException notADuration(String text, Exception cause) {
    return new IllegalArgumentException(
        "'" + text + "' is not a duration; examples: 30s, 2m, 500ms, 1h30m, PT20S", cause);
  }
}
