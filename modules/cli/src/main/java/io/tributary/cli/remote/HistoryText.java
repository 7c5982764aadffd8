package io.tributary.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.core.display.DisplayText;
import io.tributary.core.quantity.ByteSize;
import java.util.StringJoiner;

/** A line of a download's history, for people. */
public final class HistoryText {
  private HistoryText() {}

  /** {@code 2026-11-21T08:20:00.123Z node-1 range 0-8388608 8 MiB in 0.412 s done …}. */
  public static String line(JsonNode line) {
    StringJoiner text = new StringJoiner("  ");
    text.add("%-24s".formatted(line.path("at").asText()));
    text.add("%-12s".formatted(word(line, "node")));
    text.add("%-32s".formatted(what(line)));
    if (line.has("requests")) {
      text.add(brought(line)).add(line.path("outcome").asText());
    }
    if (line.path("reason").isTextual()) {
      text.add(word(line, "reason"));
    }
    String then = line.path("decision").asText("nothing");
    if (!then.equals("nothing") && !then.equals("null")) {
      text.add("-> " + then);
    }
    if (line.path("requestId").isTextual()) {
      text.add("request " + word(line, "requestId"));
    }
    return text.toString().stripTrailing();
  }

  private static String what(JsonNode line) {
    String kind = line.path("kind").asText();
    if (!line.has("start")) {
      return kind;
    }
    String end = line.path("end").isNull() ? "" : line.path("end").asText();
    return kind + " " + line.path("start").asText() + "-" + end;
  }

  private static String brought(JsonNode line) {
    long requests = line.path("requests").asLong();
    return ByteSize.format(line.path("bytes").asLong())
        + " in "
        + line.path("seconds").asText()
        + " s"
        + (requests == 1 ? "" : ", " + requests + " requests");
  }

  private static String word(JsonNode line, String field) {
    return line.path(field).isTextual() ? DisplayText.escape(line.path(field).asText()) : "";
  }
}
