package io.tributary.server.control;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.Uri;
import io.tributary.engine.history.HistoryPage;
import io.tributary.engine.history.HistoryPlace;
import io.tributary.engine.submission.Submissions;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * {@code GET /v1/downloads/{id}/history}, with {@code after} and {@code limit}. Fails with a
 * TributaryException. Thread-safe.
 */
final class HistoryRoute {
  private static final int USUAL = 100;

  private final Submissions submissions;

  HistoryRoute(Submissions submissions) {
    this.submissions = submissions;
  }

  CompletionStage<HttpResponse> show(String id, Uri uri) {
    HistoryPlace after = HistoryPlace.START;
    long limit = USUAL;
    for (Map.Entry<String, String> parameter : uri.query().toMap().entrySet()) {
      String value = parameter.getValue();
      switch (parameter.getKey()) {
        case "after" -> after = place(value);
        case "limit" -> limit = ListQuery.number("limit", value, HistoryPage.MOST);
        default -> throw Fields.refused(parameter.getKey(), "there is no such parameter");
      }
    }
    return submissions
        .history(id, after, (int) limit)
        .thenApply(page -> Answers.json(200, HistoryJson.of(id, page)));
  }

  private static HistoryPlace place(String text) {
    return HistoryPlace.parse(text)
        .orElseThrow(() -> Fields.refused("after", "it is not the next of a page"));
  }
}
