package io.tributary.storage.oss;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.Locator;
import io.tributary.storage.http.ErrorResponse;
import io.tributary.storage.http.StatusFailures;

/** Turns the service's errors into failures that say what to do. */
final class OssFailures {
  private OssFailures() {}

  static TributaryException of(Locator locator, ErrorResponse response, boolean anonymous) {
    OssError error = OssError.of(response);
    ErrorMeaning known = ErrorMeaning.ofOrNull(error, response.kind(), anonymous);
    ErrorMeaning meaning = known == null ? byStatus(locator, response, error) : known;
    return StatusFailures.of(
        locator,
        response,
        meaning.kind(),
        meaning.reason() + details(response.status(), error),
        meaning.advice());
  }

  private static ErrorMeaning byStatus(Locator locator, ErrorResponse response, OssError error) {
    Failure plain = StatusFailures.of(locator, response).failure();
    String reason =
        error.message().isEmpty()
            ? plain.reason().replace(" (HTTP " + response.status() + ")", "")
            : "the service says '" + error.message() + "'";
    return new ErrorMeaning(plain.kind(), reason, plain.advice());
  }

  private static String details(int status, OssError error) {
    return " (HTTP "
        + status
        + named("code", error.code())
        + named("EC", error.ec())
        + named("request", error.requestId())
        + ")";
  }

  private static String named(String name, String value) {
    return value.isEmpty() ? "" : ", " + name + " " + value;
  }
}
