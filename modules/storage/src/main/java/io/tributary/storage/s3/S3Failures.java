package io.tributary.storage.s3;

import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.Locator;
import io.tributary.storage.bucket.BucketFailures;
import io.tributary.storage.http.ErrorResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns the service's errors into failures that say what to do. */
final class S3Failures {
  private S3Failures() {}

  static TributaryException of(Locator locator, ErrorResponse response, boolean anonymous) {
    S3Error error = S3Error.of(response);
    Map<String, String> details = new LinkedHashMap<>();
    details.put("code", error.code());
    details.put("request", error.requestId());
    return BucketFailures.of(
        locator,
        response,
        S3ErrorCodes.meaningOrNull(error, response, anonymous),
        error.message(),
        details);
  }
}
