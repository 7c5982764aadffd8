package io.tributary.storage.http;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.Locator;
import java.time.Instant;

/** What the status codes of plain HTTP mean for a download. */
public final class StatusFailures {
  private StatusFailures() {}

  /** The failure for an answer, with the time to wait when the server named one. */
  public static TributaryException of(Locator locator, ErrorResponse response) {
    FailureKind kind = kindOf(response.status());
    return of(locator, response, kind, reasonOf(response.status()), adviceFor(kind));
  }

  /** As {@link #of(Locator, ErrorResponse)}, with a kind and words of the store's own. */
  public static TributaryException of(
      Locator locator, ErrorResponse response, FailureKind kind, String reason, String advice) {
    Failure failure = new Failure(kind, response.kind().doing(), locator.display(), reason, advice);
    return new TributaryException(
        failure,
        RetryAfter.of(response.head(), Instant.now()).orElse(null),
        RequestIds.of(response.head()),
        null);
  }

  public static FailureKind kindOf(int status) {
    return switch (status) {
      case 401, 403, 407 -> FailureKind.ACCESS_DENIED;
      case 404, 410 -> FailureKind.NOT_FOUND;
      case 412 -> FailureKind.SOURCE_CHANGED;
      case 429, 503 -> FailureKind.THROTTLED;
      case 408, 425 -> FailureKind.NETWORK;
      default -> status >= 500 ? FailureKind.NETWORK : FailureKind.PROTOCOL;
    };
  }

  private static String reasonOf(int status) {
    String meaning =
        switch (status) {
          case 401 -> "credentials are missing or wrong";
          case 403 -> "access is denied";
          case 404 -> "there is no such object";
          case 407 -> "the proxy wants credentials";
          case 408 -> "the server gave up waiting for the request";
          case 410 -> "the object is gone";
          case 412 -> "the object has changed";
          case 416 -> "the range lies outside the object";
          case 429, 503 -> "the server asks for fewer requests";
          default ->
              status >= 500
                  ? "the server has a problem"
                  : status >= 400 ? "the server refuses the request" : "not an answer to a GET";
        };
    return meaning + " (HTTP " + status + ")";
  }

  private static String adviceFor(FailureKind kind) {
    return switch (kind) {
      case ACCESS_DENIED -> "check the credentials and permissions";
      case NOT_FOUND -> "check the URL, letter by letter";
      case THROTTLED -> "try again later, with fewer lanes";
      case NETWORK -> "try again later";
      case PROTOCOL -> "check the URL, and whether the server serves files there";
      default -> "";
    };
  }
}
