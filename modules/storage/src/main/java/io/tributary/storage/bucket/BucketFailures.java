package io.tributary.storage.bucket;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.Locator;
import io.tributary.storage.http.ErrorResponse;
import io.tributary.storage.http.StatusFailures;
import java.util.Map;

/** Turns a store's errors into failures that say what to do. */
public final class BucketFailures {
  private BucketFailures() {}

  /**
   * @param knownOrNull what the error's code means, or null where the status code says as much
   * @param message the store's own sentence; empty when there is none
   * @param details what its support may ask for, by name; those that are empty are left out
   */
  public static TributaryException of(
      Locator locator,
      ErrorResponse response,
      ErrorMeaning knownOrNull,
      String message,
      Map<String, String> details) {
    ErrorMeaning meaning = knownOrNull == null ? byStatus(locator, response, message) : knownOrNull;
    StringBuilder text = new StringBuilder(" (HTTP ").append(response.status());
    details.forEach((name, value) -> text.append(value.isEmpty() ? "" : ", " + name + " " + value));
    return StatusFailures.of(
        locator, response, meaning.kind(), meaning.reason() + text.append(')'), meaning.advice());
  }

  private static ErrorMeaning byStatus(Locator locator, ErrorResponse response, String message) {
    Failure plain = StatusFailures.of(locator, response).failure();
    String reason =
        message.isEmpty()
            ? plain.reason().replace(" (HTTP " + response.status() + ")", "")
            : "the service says '" + message + "'";
    return new ErrorMeaning(plain.kind(), reason, plain.advice());
  }
}
