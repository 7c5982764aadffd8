package io.tributary.storage.s3;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.Locator;
import io.tributary.storage.http.ErrorResponse;
import io.tributary.storage.http.StatusFailures;

/** Turns the service's errors into failures that say what to do. */
final class S3Failures {
  private S3Failures() {}

  static TributaryException of(Locator locator, ErrorResponse response, boolean anonymous) {
    S3Error error = S3Error.of(response);
    ErrorMeaning known = ErrorMeaning.ofOrNull(error, response, anonymous);
    ErrorMeaning meaning = known == null ? byStatus(locator, response, error) : known;
    return StatusFailures.of(
        locator,
        response,
        meaning.kind(),
        meaning.reason() + details(response.status(), error),
        meaning.advice());
  }

  private static ErrorMeaning byStatus(Locator locator, ErrorResponse response, S3Error error) {
    Failure plain = StatusFailures.of(locator, response).failure();
    String reason =
        error.message().isEmpty()
            ? plain.reason().replace(" (HTTP " + response.status() + ")", "")
            : "the service says '" + error.message() + "'";
    return new ErrorMeaning(plain.kind(), reason, plain.advice());
  }

  private static String details(int status, S3Error error) {
    return " (HTTP "
        + status
        + named("code", error.code())
        + named("request", error.requestId())
        + ")";
  }

  private static String named(String name, String value) {
    return value.isEmpty() ? "" : ", " + name + " " + value;
  }
}
