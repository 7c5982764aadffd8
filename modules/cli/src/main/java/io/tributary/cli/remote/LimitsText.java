package io.tributary.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.core.display.DisplayText;
import io.tributary.core.quantity.Rate;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.StringJoiner;

/** The limits of a cluster, for people. */
public final class LimitsText {
  private static final double MILLIS = 1000;

  private LimitsText() {}

  /** A table, and a line for each bucket that has refused requests. */
  public static String page(JsonNode limits) {
    StringJoiner lines = new StringJoiner("\n");
    lines.add("%-14s%-14s%-14s%s".formatted("", "connections", "requests/s", "bytes/s"));
    lines.add(row("cluster", limits.path("cluster")));
    lines.add(row("this node", limits.path("share")));
    for (JsonNode bucket : limits.path("throttled")) {
      lines.add(DisplayText.escape(throttled(bucket)));
    }
    return lines.toString();
  }

  private static String row(String name, JsonNode limits) {
    return "%-14s%-14s%-14s%s"
        .formatted(
            name,
            number(limits.path("connections").asDouble()),
            number(limits.path("requestsPerSecond").asDouble()),
            limits.path("bytesPerSecond").asLong() == 0
                ? "-"
                : Rate.format(limits.path("bytesPerSecond").asDouble()));
  }

  private static String number(double value) {
    return value == 0
        ? "-"
        : new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
  }

  private static String throttled(JsonNode bucket) {
    double seconds = bucket.path("pausedMillis").asLong() / MILLIS;
    String pause = seconds > 0 ? "is left alone for %.0f s".formatted(Math.ceil(seconds)) : "";
    String most =
        bucket.path("most").isNumber()
            ? "serves this node " + bucket.path("most").asText() + " requests at a time"
            : "";
    String both = pause.isEmpty() || most.isEmpty() ? "" : ", then ";
    return bucket.path("bucket").asText() + " " + pause + both + most;
  }
}
