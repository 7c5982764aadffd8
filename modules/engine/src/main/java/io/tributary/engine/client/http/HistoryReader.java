package io.tributary.engine.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.attempt.Attempt;
import io.tributary.engine.history.HistoryLine;
import io.tributary.engine.history.HistoryPage;
import io.tributary.engine.history.HistoryPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Histories as the API shows them. Fields that are not known here are passed over. */
public final class HistoryReader {
  private HistoryReader() {}

  /**
   * @param after the last line that is known already
   */
  public static String path(String id, HistoryPlace after) {
    return "/v1/downloads/"
        + id
        + "/history?limit="
        + HistoryPage.MOST
        + (after.equals(HistoryPlace.START) ? "" : "&after=" + after.text());
  }

  /**
   * @throws IllegalArgumentException when it is none, or of a later version that has other words
   */
  public static HistoryPage page(JsonNode json) {
    List<HistoryLine> lines = new ArrayList<>();
    json.path("lines").forEach(line -> lines.add(line(line)));
    JsonNode next = json.path("next");
    return new HistoryPage(
        lines, next.isTextual() ? HistoryPlace.parse(next.textValue()).orElseThrow() : null);
  }

  private static HistoryLine line(JsonNode json) {
    return new HistoryLine(
        json.path("event").asLong(),
        json.path("line").asInt(),
        HistoryLine.Kind.valueOf(word(json.path("kind"))),
        Instant.parse(json.path("at").asText()),
        json.path("node").asText(""),
        json.path("start").asLong(-1),
        json.path("end").asLong(-1),
        json.path("bytes").asLong(),
        Math.round(json.path("seconds").asDouble() * 1000),
        json.path("requests").asLong(),
        constant(Attempt.Outcome.class, json.path("outcome")),
        constant(Attempt.Next.class, json.path("decision")),
        constant(FailureKind.class, json.path("error")),
        json.path("reason").asText(""),
        json.path("requestId").asText(""));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, JsonNode word) {
    return word.isTextual() ? Enum.valueOf(type, word(word)) : null;
  }

  private static String word(JsonNode json) {
    return json.asText().toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
