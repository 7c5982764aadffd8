package io.tributary.benchmarks.report;

import io.tributary.benchmarks.figure.Distribution;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as they stand in the tables. */
final class Figure {
  private static final String UNKNOWN = "–";

  private Figure() {}

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f", seconds);
  }

  /** The median, and the least and the greatest when there were several runs. */
  static String seconds(Distribution spread, int runs) {
    return runs == 1
        ? seconds(spread.median()) + " (one run)"
        : String.format(
            Locale.ROOT, "%.2f (%.2f–%.2f)", spread.median(), spread.least(), spread.greatest());
  }

  static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : UNKNOWN;
  }

  static String whole(double number) {
    return String.format(Locale.ROOT, "%.0f", number);
  }

  static String mebibytes(double bytes) {
    return whole(bytes / (1 << 20));
  }
}
