package io.tributary.storage.bucket;

import io.tributary.core.failure.FailureKind;

/**
 * What an error code of a store means for a download.
 *
 * @param reason without the code and numbers, which {@link BucketFailures} adds
 * @param advice empty when there is nothing to do
 */
public record ErrorMeaning(FailureKind kind, String reason, String advice) {

  public static ErrorMeaning throttled() {
    return new ErrorMeaning(FailureKind.THROTTLED, "the service asks for fewer requests", "");
  }

  public static ErrorMeaning denied(String reason, String advice) {
    return new ErrorMeaning(FailureKind.ACCESS_DENIED, reason, advice);
  }

  public static ErrorMeaning archived(String reason) {
    return new ErrorMeaning(
        FailureKind.ARCHIVED,
        reason,
        "restore it (--restore of a job, RestoreObject, or the console), wait, and try again");
  }
}
