package io.tributary.storage.s3;

import static io.tributary.storage.bucket.ErrorMeaning.denied;

import io.tributary.core.failure.FailureKind;
import io.tributary.storage.bucket.ErrorMeaning;
import io.tributary.storage.http.ErrorResponse;
import io.tributary.storage.http.RequestKind;
import java.util.Set;

/** What the error codes of the service mean for a download (vendor's list of error responses). */
final class S3ErrorCodes {
  private static final Set<String> BUSY =
      Set.of(
          "SlowDown",
          "SlowDownRead",
          "ServiceUnavailable",
          "Throttling",
          "ThrottlingException",
          "TooManyRequests",
          "RequestLimitExceeded",
          "BandwidthLimitExceeded");

  static final Set<String> STALE_KEYS =
      Set.of("ExpiredToken", "TokenRefreshRequired", "InvalidToken", "InvalidAccessKeyId");

  /** The bucket is served elsewhere, or the request signed for elsewhere. */
  static final Set<String> ELSEWHERE =
      Set.of(
          "PermanentRedirect",
          "TemporaryRedirect",
          "Redirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException");

  private S3ErrorCodes() {}

  /** The meaning of a code, or null where the status code says as much. */
  static ErrorMeaning meaningOrNull(S3Error error, ErrorResponse response, boolean anonymous) {
    if (BUSY.contains(error.code())) {
      return ErrorMeaning.throttled();
    }
    boolean redirected = response.status() >= 301 && response.status() < 400;
    if (redirected || ELSEWHERE.contains(error.code())) {
      return elsewhere(response);
    }
    if (response.head().header("x-amz-delete-marker").orElse("").equals("true")) {
      return new ErrorMeaning(
          FailureKind.NOT_FOUND,
          "the object was deleted: its version here is a delete marker",
          "give an older version with --version-id");
    }
    if (response.status() == 404 && error.code().isEmpty()) {
      // To a HEAD the service says no more, be it the bucket or the key.
      return new ErrorMeaning(
          FailureKind.NOT_FOUND,
          "there is no such object",
          "check bucket and key, letter by letter, and the version");
    }
    return switch (error.code()) {
      case "NoSuchKey", "NoSuchVersion" ->
          new ErrorMeaning(
              FailureKind.NOT_FOUND,
              "there is no such object",
              "check the key, letter by letter, and the version");
      case "NoSuchBucket" ->
          new ErrorMeaning(
              FailureKind.NOT_FOUND,
              "there is no such bucket",
              "check the bucket's name, and --endpoint");
      case "PreconditionFailed" ->
          new ErrorMeaning(FailureKind.SOURCE_CHANGED, "the object has changed", "");
      case "InvalidObjectState" -> archived(error);
      case "RestoreAlreadyInProgress" ->
          ErrorMeaning.archived("the object is archived, and being restored");
      case "NotImplemented" ->
          new ErrorMeaning(
              FailureKind.PROTOCOL,
              "the service does not know something that the request needs",
              "check that it takes session tokens, versions and checksums, whichever are asked"
                  + " for");
      case "RequestTimeout" ->
          new ErrorMeaning(FailureKind.NETWORK, "the service gave up waiting", "");
      case "RequestTimeTooSkewed", "RequestExpired" ->
          denied("this machine's clock is more than 15 minutes off", "set the clock");
      default -> ofKeysOrNull(error, response.kind(), anonymous);
    };
  }

  private static ErrorMeaning ofKeysOrNull(S3Error error, RequestKind request, boolean anonymous) {
    if (error.code().startsWith("KMS.")) {
      return denied(
          "the object's encryption key cannot be used",
          "see to the key in KMS, and grant kms:Decrypt on it");
    }
    if (error.message().contains("Server Side Encryption")) {
      return denied(
          "the object is encrypted with a key of its owner's (SSE-C), which is not supported", "");
    }
    return switch (error.code()) {
      case "AccessDenied", "AllAccessDisabled", "AccountProblem" ->
          accessDenied(error, request, anonymous);
      case "InvalidAccessKeyId" ->
          denied(
              "the service does not know the access key's id",
              "check the access key; a temporary one needs its session token as well");
      case "SignatureDoesNotMatch" ->
          denied("the signature does not match", "check the access key's secret");
      case "ExpiredToken", "TokenRefreshRequired" ->
          denied("the temporary credentials have expired", "get new ones and try again");
      case "InvalidToken" ->
          denied(
              "the session token is not valid",
              "give the session token that came with this access key");
      default -> null;
    };
  }

  private static ErrorMeaning accessDenied(S3Error error, RequestKind request, boolean anonymous) {
    boolean bare = error.message().isEmpty() || error.message().equals("Access Denied");
    String reason = bare ? "access is denied" : "access is denied: " + error.message();
    if (anonymous) {
      return denied(reason, "it is not public: sign the request (drop --no-sign-request)");
    }
    if (request == RequestKind.RESTORE) {
      return denied(reason, "grant s3:RestoreObject on the object");
    }
    return denied(
        reason,
        (request == RequestKind.LIST
                ? "grant s3:ListBucket on the bucket"
                : "grant s3:GetObject on the object, and s3:GetObjectVersion to read a version")
            + "; a bucket whose readers pay needs --request-payer");
  }

  private static ErrorMeaning archived(S3Error error) {
    String where = error.storageClass().isEmpty() ? "" : " (" + error.storageClass() + ")";
    return ErrorMeaning.archived(
        "the object is archived" + where + " and needs restore before it can be read");
  }

  private static ErrorMeaning elsewhere(ErrorResponse response) {
    return denied(
        "the bucket is in another region than the request was for",
        BucketRegion.of(response)
            .map(region -> "give --region " + region + ", and no --endpoint of another region")
            .orElse("give the bucket's own --region or --endpoint"));
  }
}
