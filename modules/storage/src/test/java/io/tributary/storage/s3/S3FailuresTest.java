package io.tributary.storage.s3;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.BucketLocator;
import io.tributary.storage.http.ErrorResponse;
import io.tributary.storage.http.HeaderField;
import io.tributary.storage.http.RequestKind;
import io.tributary.storage.http.ResponseHead;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class S3FailuresTest extends JUnitSuite {
  private static final BucketLocator OBJECT = new BucketLocator("s3", "river", "k", "");

  @Test
  public void everyCodeHasItsKindAndAdvice() {
    assertFailure(404, "NoSuchKey", FailureKind.NOT_FOUND, "check the key");
    assertFailure(404, "NoSuchVersion", FailureKind.NOT_FOUND, "version");
    assertFailure(404, "NoSuchBucket", FailureKind.NOT_FOUND, "no such bucket");
    assertFailure(403, "AccessDenied", FailureKind.ACCESS_DENIED, "s3:GetObject");
    assertFailure(403, "AccessDenied", FailureKind.ACCESS_DENIED, "--request-payer");
    assertFailure(403, "InvalidAccessKeyId", FailureKind.ACCESS_DENIED, "access key's id");
    assertFailure(403, "SignatureDoesNotMatch", FailureKind.ACCESS_DENIED, "secret");
    assertFailure(400, "ExpiredToken", FailureKind.ACCESS_DENIED, "expired");
    assertFailure(400, "InvalidToken", FailureKind.ACCESS_DENIED, "session token");
    assertFailure(403, "RequestTimeTooSkewed", FailureKind.ACCESS_DENIED, "clock");
    assertFailure(400, "KMS.DisabledException", FailureKind.ACCESS_DENIED, "kms:Decrypt");
    assertFailure(412, "PreconditionFailed", FailureKind.SOURCE_CHANGED, "changed");
    assertFailure(503, "SlowDown", FailureKind.THROTTLED, "fewer");
    assertFailure(503, "ServiceUnavailable", FailureKind.THROTTLED, "fewer");
    assertFailure(429, "TooManyRequests", FailureKind.THROTTLED, "fewer");
    assertFailure(501, "NotImplemented", FailureKind.PROTOCOL, "does not know");
    assertFailure(400, "RequestTimeout", FailureKind.NETWORK, "waiting");
    assertFailure(500, "InternalError", FailureKind.NETWORK, "InternalError");
    assertFailure(416, "InvalidRange", FailureKind.PROTOCOL, "InvalidRange");
    assertFailure(400, "SomethingNew", FailureKind.PROTOCOL, "SomethingNew");
  }

  /** Fault 43. */
  @Test
  public void anArchivedObjectNeedsRestoreAndIsNotTriedAgain() {
    TributaryException failure =
        failure(403, error("InvalidObjectState", "no", "<StorageClass>GLACIER</StorageClass>"));
    assertEquals(FailureKind.ARCHIVED, failure.kind());
    assertFalse(failure.kind().retryable());
    assertTrue(failure.getMessage(), failure.getMessage().contains("archived (GLACIER)"));
    assertTrue(failure.getMessage(), failure.getMessage().contains("restore"));
  }

  @Test
  public void theRightRegionIsNamed() {
    TributaryException malformed =
        failure(400, error("AuthorizationHeaderMalformed", "no", "<Region>eu-west-2</Region>"));
    assertTrue(
        malformed.getMessage(),
        malformed.getMessage().contains("give --region eu-west-2, and no --endpoint"));
    TributaryException moved =
        failure(
            301,
            error(
                "PermanentRedirect",
                "no",
                "<Endpoint>river.s3-ap-south-1.amazonaws.com</Endpoint>"));
    assertTrue(
        moved.getMessage(),
        moved.getMessage().contains("give --region ap-south-1, and no --endpoint"));
  }

  @Test
  public void aDeleteMarkerIsCalledSo() {
    ErrorResponse response =
        new ErrorResponse(
            RequestKind.HEAD,
            new ResponseHead(404, List.of(new HeaderField("x-amz-delete-marker", "true"))),
            "");
    TributaryException failure = S3Failures.of(OBJECT, response, false);
    assertEquals(FailureKind.NOT_FOUND, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("deleted"));
  }

  @Test
  public void theReasonCarriesWhatSupportAsksFor() {
    assertEquals(
        "there is no such object (HTTP 404, code NoSuchKey, request 4442587FB7D0A2F9)",
        failure(404, error("NoSuchKey", "no", "")).failure().reason());
  }

  @Test
  public void whatIsSignedIsNotRepeated() {
    String message =
        failure(
                403,
                error(
                    "SignatureDoesNotMatch",
                    "The request signature we calculated does not match AKIDSECRET",
                    "<AWSAccessKeyId>AKIDSECRET</AWSAccessKeyId>"
                        + "<StringToSign>GET token-AKIDSECRET</StringToSign>"))
            .getMessage();
    assertFalse(message, message.contains("AKIDSECRET"));
  }

  @Test
  public void anAnonymousRequestIsToldToSign() {
    ErrorResponse response = response(403, error("AccessDenied", "Access Denied", ""));
    String message = S3Failures.of(OBJECT, response, true).getMessage();
    assertTrue(message, message.contains("--no-sign-request"));
  }

  @Test
  public void theTimeToWaitIsPassedOn() {
    ErrorResponse response =
        new ErrorResponse(
            RequestKind.RANGE,
            new ResponseHead(503, List.of(new HeaderField("Retry-After", "7"))),
            error("SlowDown", "slow", ""));
    assertEquals(
        Optional.of(Duration.ofSeconds(7)), S3Failures.of(OBJECT, response, false).retryAfter());
  }

  @Test
  public void answersThatAreNoErrorDocumentsGoByTheirStatus() {
    for (String body : new String[] {"", "<html>busy</html>", "<Error", "\u0000", "<Error/>"}) {
      assertEquals(body, FailureKind.NOT_FOUND, failure(404, body).kind());
      assertEquals(body, FailureKind.THROTTLED, failure(503, body).kind());
      assertEquals(body, FailureKind.ACCESS_DENIED, failure(403, body).kind());
    }
  }

  private static void assertFailure(int status, String code, FailureKind kind, String word) {
    TributaryException failure = failure(status, error(code, "it says so", ""));
    assertEquals(code, kind, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains(word));
    assertTrue(failure.getMessage(), failure.getMessage().contains("code " + code));
  }

  private static TributaryException failure(int status, String body) {
    return S3Failures.of(OBJECT, response(status, body), false);
  }

  private static ErrorResponse response(int status, String body) {
    return new ErrorResponse(RequestKind.RANGE, new ResponseHead(status, List.of()), body);
  }

  private static String error(String code, String message, String more) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
        + code
        + "</Code><Message>"
        + message
        + "</Message>"
        + more
        + "<RequestId>4442587FB7D0A2F9</RequestId></Error>";
  }
}
