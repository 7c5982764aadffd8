package io.tributary.storage.oss;

import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.Locator;
import io.tributary.storage.bucket.BucketFailures;
import io.tributary.storage.http.ErrorResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns the service's errors into failures that say what to do. */
final class OssFailures {
  private OssFailures() {}

  static TributaryException of(Locator locator, ErrorResponse response, boolean anonymous) {
    OssError error = OssError.of(response);
    Map<String, String> details = new LinkedHashMap<>();
    details.put("code", error.code());
    details.put("EC", error.ec());
    details.put("request", error.requestId());
    return BucketFailures.of(
        locator,
        response,
        OssErrorCodes.meaningOrNull(error, response.kind(), anonymous),
        error.message(),
        details);
  }
}
