package io.tributary.server.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.engine.history.HistoryLine;
import io.tributary.engine.history.HistoryPage;
import io.tributary.engine.history.HistoryPlace;
import java.time.temporal.ChronoUnit;

/** A download's history as the API shows it. */
final class HistoryJson {
  private HistoryJson() {}

  static ObjectNode of(String id, HistoryPage page) {
    ObjectNode json = Json.object().put("id", id);
    var lines = json.putArray("lines");
    page.lines().forEach(line -> lines.add(of(line)));
    return json.put("next", page.next().map(HistoryPlace::text).orElse(null));
  }

  private static ObjectNode of(HistoryLine line) {
    ObjectNode json =
        Json.object()
            .put("event", line.event())
            .put("line", line.line())
            .put("kind", Fields.word(line.kind()))
            .put("at", line.at().truncatedTo(ChronoUnit.MILLIS).toString());
    if (line.start() >= 0) {
      json.put("start", line.start()).put("end", line.end() < 0 ? null : (Long) line.end());
    }
    if (line.requests() > 0) {
      addRequests(line, json);
    }
    return json.put("error", wordOrNull(line.failureOrNull()))
        .put("reason", SubmissionJson.textOrNull(line.reason()));
  }

  private static void addRequests(HistoryLine line, ObjectNode json) {
    json.put("node", SubmissionJson.textOrNull(line.node()))
        .put("bytes", line.bytes())
        .put("seconds", line.tookMillis() / 1000.0)
        .put("requests", line.requests())
        .put("requestId", SubmissionJson.textOrNull(line.requestId()))
        .put("outcome", wordOrNull(line.outcomeOrNull()))
        .put("decision", wordOrNull(line.decisionOrNull()));
  }

  private static String wordOrNull(Enum<?> valueOrNull) {
    return valueOrNull == null ? null : Fields.word(valueOrNull);
  }
}
