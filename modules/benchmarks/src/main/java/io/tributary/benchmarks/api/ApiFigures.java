package io.tributary.benchmarks.api;

import java.util.Arrays;
import java.util.Locale;

/** Figures of a run as Markdown. */
final class ApiFigures {
  private final StringBuilder text = new StringBuilder();

  ApiFigures head(String... cells) {
    line(cells);
    String[] rules = new String[cells.length];
    Arrays.fill(rules, "---");
    return line(rules);
  }

  ApiFigures line(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    return this;
  }

  /** What was asked, how often, and how long it took. */
  ApiFigures calls(String what, Latencies calls, double seconds) {
    return line(
        what,
        String.valueOf(calls.count()),
        String.format(Locale.ROOT, "%.0f", calls.count() / seconds),
        millis(calls, 0.5),
        millis(calls, 0.99),
        millis(calls, 1),
        calls.statuses());
  }

  /** How late something was known. */
  ApiFigures lags(String what, Latencies lags) {
    return line(
        what, String.valueOf(lags.count()), millis(lags, 0.5), millis(lags, 0.99), millis(lags, 1));
  }

  static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String millis(Latencies latencies, double share) {
    double millis = latencies.millis(share);
    return Double.isNaN(millis) ? "–" : number(millis < 10 ? "%.1f" : "%.0f", millis);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
