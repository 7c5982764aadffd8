package io.tributary.server.control;

import akka.http.javadsl.model.Uri;
import io.tributary.engine.submission.SubmissionKind;
import io.tributary.engine.submission.SubmissionQuery;
import io.tributary.engine.submission.SubmissionState;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The query of {@code GET /v1/downloads} and {@code GET /v1/jobs}: {@code kind}, {@code state},
 * {@code limit}, {@code before}.
 */
final class ListQuery {
  private static final int USUAL = 100;

  private ListQuery() {}

  /**
   * @param kindOrNull of those that the path names; null for all
   * @throws io.tributary.core.failure.TributaryException USAGE that names the parameter
   */
  static SubmissionQuery parse(Uri uri, SubmissionKind kindOrNull) {
    SubmissionKind kind = kindOrNull;
    Set<SubmissionState> states = EnumSet.noneOf(SubmissionState.class);
    long before = SubmissionQuery.FROM_THE_NEWEST;
    long limit = USUAL;
    for (Map.Entry<String, String> parameter : uri.query().toMap().entrySet()) {
      String value = parameter.getValue();
      switch (parameter.getKey()) {
        case "kind" -> kind = kind(value, kindOrNull);
        case "state" -> addStates(states, value);
        case "limit" -> limit = number("limit", value, SubmissionQuery.MOST);
        case "before" -> before = number("before", value, Long.MAX_VALUE);
        default -> throw Fields.refused(parameter.getKey(), "there is no such parameter");
      }
    }
    return new SubmissionQuery(states, before, (int) limit, kind);
  }

  private static SubmissionKind kind(String word, SubmissionKind ofPathOrNull) {
    try {
      SubmissionKind kind = Fields.constant(SubmissionKind.class, word);
      if (ofPathOrNull != null && ofPathOrNull != kind) {
        throw new IllegalArgumentException("it is not what the path names");
      }
      return kind;
    } catch (IllegalArgumentException e) {
      throw Fields.refused("kind", String.valueOf(e.getMessage()));
    }
  }

  private static void addStates(Set<SubmissionState> states, String words) {
    try {
      Arrays.stream(words.split(",", -1))
          .map(word -> Fields.constant(SubmissionState.class, word))
          .forEach(states::add);
    } catch (IllegalArgumentException e) {
      throw Fields.refused("state", String.valueOf(e.getMessage()));
    }
  }

  static long number(String name, String text, long most) {
    long number = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    if (number < 1 || number > most) {
      throw Fields.refused(name, "it is not a number from 1 to " + most);
    }
    return number;
  }
}
