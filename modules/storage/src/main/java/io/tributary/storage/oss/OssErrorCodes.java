package io.tributary.storage.oss;

import static io.tributary.storage.bucket.ErrorMeaning.denied;

import io.tributary.core.failure.FailureKind;
import io.tributary.storage.bucket.ErrorMeaning;
import io.tributary.storage.http.RequestKind;
import java.util.Set;

/**
 * What the error codes of the service mean for a download (vendor's documentation of error codes).
 */
final class OssErrorCodes {
  private static final String SIGN = "it is not public: sign the request (drop --no-sign-request)";

  private static final Set<String> BUSY = Set.of("ServiceUnavailable", "SlowDown", "ServerBusy");

  static final Set<String> STALE_KEYS =
      Set.of("SecurityTokenExpired", "ExpiredToken", "InvalidSecurityToken", "InvalidAccessKeyId");

  private OssErrorCodes() {}

  /** The meaning of a code, or null where the status code says as much. */
  static ErrorMeaning meaningOrNull(OssError error, RequestKind request, boolean anonymous) {
    if (BUSY.contains(error.code()) || error.code().endsWith("LimitExceeded")) {
      return ErrorMeaning.throttled();
    }
    if (error.message().contains("signing region") || error.code().equals("InvalidRegion")) {
      return wrongRegion(error);
    }
    if (error.message().contains("must be addressed using the specified endpoint")) {
      return wrongEndpoint(error);
    }
    return switch (error.code()) {
      case "NoSuchKey", "NoSuchVersion", "SymlinkTargetNotExist" ->
          new ErrorMeaning(
              FailureKind.NOT_FOUND,
              error.code().equals("SymlinkTargetNotExist")
                  ? "the object is a symbolic link to nothing"
                  : "there is no such object",
              "check the key, letter by letter, and the version");
      case "NoSuchBucket" ->
          new ErrorMeaning(
              FailureKind.NOT_FOUND,
              "there is no such bucket",
              "check the bucket's name, --region and --endpoint");
      case "PreconditionFailed" ->
          new ErrorMeaning(FailureKind.SOURCE_CHANGED, "the object has changed", "");
      case "InvalidObjectState" ->
          ErrorMeaning.archived("the object is archived and needs restore before it can be read");
      case "RestoreAlreadyInProgress" ->
          ErrorMeaning.archived("the object is archived, and being restored");
      case "UserDisable" ->
          denied("the account is disabled", "see to the account, such as an overdue payment");
      case "RequestTimeout" ->
          new ErrorMeaning(FailureKind.NETWORK, "the service gave up waiting", "");
      case "RequestTimeTooSkewed" ->
          denied("this machine's clock is more than 15 minutes off", "set the clock");
      default -> ofKeysOrNull(error, request, anonymous);
    };
  }

  private static ErrorMeaning ofKeysOrNull(OssError error, RequestKind request, boolean anonymous) {
    return switch (error.code()) {
      case "AccessDenied" -> accessDenied(error, request, anonymous);
      case "InvalidAccessKeyId" ->
          denied(
              "the service does not know the access key's id",
              "check the access key; a temporary one needs its security token as well");
      case "SignatureDoesNotMatch" ->
          denied("the signature does not match", "check the access key's secret");
      case "SecurityTokenExpired", "ExpiredToken" ->
          denied("the temporary credentials have expired", "get new ones and try again");
      case "InvalidSecurityToken" ->
          denied(
              "the security token is not valid",
              "give the security token that came with this access key");
      default -> null;
    };
  }

  private static ErrorMeaning accessDenied(OssError error, RequestKind request, boolean anonymous) {
    if (request == RequestKind.LIST) {
      return denied(reason(error), anonymous ? SIGN : "grant oss:ListObjects on the bucket");
    }
    if (request == RequestKind.RESTORE) {
      return denied(reason(error), anonymous ? SIGN : "grant oss:RestoreObject on the object");
    }
    return denied(
        reason(error),
        anonymous
            ? SIGN
            : "grant oss:GetObject on the object, and oss:GetObjectVersion to read a version");
  }

  private static String reason(OssError error) {
    boolean bare = error.message().isEmpty() || error.message().equals("AccessDenied");
    return bare ? "access is denied" : "access is denied: " + error.message();
  }

  private static ErrorMeaning wrongEndpoint(OssError error) {
    return denied(
        "the bucket is not served by this endpoint",
        error.endpoint().isEmpty()
            ? "give the bucket's own --region or --endpoint"
            : "give --endpoint " + error.endpoint());
  }

  private static ErrorMeaning wrongRegion(OssError error) {
    return denied(
        "the request is signed for another region than the bucket's",
        error.endpoint().isEmpty()
            ? "give the bucket's own --region"
            : "give the --region of " + error.endpoint());
  }
}
