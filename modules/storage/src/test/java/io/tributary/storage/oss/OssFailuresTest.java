package io.tributary.storage.oss;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class OssFailuresTest extends JUnitSuite {
  private static final BucketLocator OBJECT = new BucketLocator("oss", "river", "k", "");

  @Test
  public void everyCodeHasItsKindAndAdvice() {
    assertFailure(404, "NoSuchKey", FailureKind.NOT_FOUND, "check the key");
    assertFailure(404, "NoSuchBucket", FailureKind.NOT_FOUND, "--region");
    assertFailure(404, "NoSuchVersion", FailureKind.NOT_FOUND, "version");
    assertFailure(404, "SymlinkTargetNotExist", FailureKind.NOT_FOUND, "symbolic link");
    assertFailure(403, "AccessDenied", FailureKind.ACCESS_DENIED, "oss:GetObject");
    assertFailure(403, "InvalidAccessKeyId", FailureKind.ACCESS_DENIED, "access key's id");
    assertFailure(403, "SignatureDoesNotMatch", FailureKind.ACCESS_DENIED, "secret");
    assertFailure(403, "SecurityTokenExpired", FailureKind.ACCESS_DENIED, "expired");
    assertFailure(403, "ExpiredToken", FailureKind.ACCESS_DENIED, "expired");
    assertFailure(403, "InvalidSecurityToken", FailureKind.ACCESS_DENIED, "security token");
    assertFailure(403, "InvalidObjectState", FailureKind.ARCHIVED, "needs restore");
    assertFailure(409, "RestoreAlreadyInProgress", FailureKind.ARCHIVED, "being restored");
    assertFailure(403, "RequestTimeTooSkewed", FailureKind.ACCESS_DENIED, "clock");
    assertFailure(403, "UserDisable", FailureKind.ACCESS_DENIED, "account");
    assertFailure(412, "PreconditionFailed", FailureKind.SOURCE_CHANGED, "changed");
    assertFailure(503, "DownloadTrafficRateLimitExceeded", FailureKind.THROTTLED, "fewer");
    assertFailure(503, "TotalQpsLimitExceeded", FailureKind.THROTTLED, "fewer");
    assertFailure(503, "ServiceUnavailable", FailureKind.THROTTLED, "fewer");
    assertFailure(503, "SlowDown", FailureKind.THROTTLED, "fewer");
    assertFailure(400, "RequestTimeout", FailureKind.NETWORK, "waiting");
    assertFailure(500, "InternalError", FailureKind.NETWORK, "InternalError");
    assertFailure(416, "InvalidRange", FailureKind.PROTOCOL, "InvalidRange");
    assertFailure(400, "SomethingNew", FailureKind.PROTOCOL, "SomethingNew");
  }

  @Test
  public void theRightEndpointIsNamed() {
    String body =
        error(
            "AccessDenied",
            "The bucket you are attempting to access must be addressed using the specified"
                + " endpoint. Please send all future requests to this endpoint.",
            "<Endpoint>oss-cn-shanghai.aliyuncs.com</Endpoint>");
    TributaryException failure = failure(403, body);
    assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
    assertTrue(
        failure.getMessage(),
        failure.getMessage().endsWith("; give --endpoint oss-cn-shanghai.aliyuncs.com"));
  }

  @Test
  public void aWrongRegionIsNamed() {
    String body = error("InvalidArgument", "Invalid signing region in Authorization header.", "");
    TributaryException failure = failure(400, body);
    assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("--region"));
  }

  @Test
  public void theReasonCarriesWhatSupportAsksFor() {
    String reason = failure(404, error("NoSuchKey", "no", "")).failure().reason();
    assertEquals(
        "there is no such object (HTTP 404, code NoSuchKey, EC 0026-00000001, request 5C3D)",
        reason);
  }

  @Test
  public void theAnswerToAHeadIsReadFromItsHeader() {
    byte[] document = error("NoSuchBucket", "no", "").getBytes(StandardCharsets.UTF_8);
    HeaderField header = new HeaderField("x-oss-err", Base64.getEncoder().encodeToString(document));
    ErrorResponse response =
        new ErrorResponse(RequestKind.HEAD, new ResponseHead(404, List.of(header)), "");
    TributaryException failure = OssFailures.of(OBJECT, response, false);
    assertTrue(failure.getMessage(), failure.getMessage().contains("NoSuchBucket"));
  }

  @Test
  public void whatIsSignedIsNotRepeated() {
    String body =
        error(
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match AKIDSECRET",
            "<OSSAccessKeyId>AKIDSECRET</OSSAccessKeyId>"
                + "<StringToSign>GET token-AKIDSECRET</StringToSign>");
    String message = failure(403, body).getMessage();
    assertFalse(message, message.contains("AKIDSECRET"));
  }

  @Test
  public void anAnonymousRequestIsToldToSign() {
    ErrorResponse response = response(403, error("AccessDenied", "no right", ""));
    String message = OssFailures.of(OBJECT, response, true).getMessage();
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
        Optional.of(Duration.ofSeconds(7)), OssFailures.of(OBJECT, response, false).retryAfter());
  }

  @Test
  public void answersThatAreNoErrorDocumentsGoByTheirStatus() {
    for (String body : new String[] {"", "<html>busy</html>", "<Error", "\u0000", "<Error/>"}) {
      assertEquals(body, FailureKind.NOT_FOUND, failure(404, body).kind());
      assertEquals(body, FailureKind.THROTTLED, failure(503, body).kind());
      assertEquals(body, FailureKind.ACCESS_DENIED, failure(403, body).kind());
    }
  }

  @Test
  public void aDocumentCutOffGivesWhatItHas() {
    String body = error("NoSuchBucket", "no", "");
    String message = failure(404, body.substring(0, body.indexOf("<Message>"))).getMessage();
    assertTrue(message, message.contains("NoSuchBucket"));
  }

  @Test
  public void hostileDocumentsAreNotExpanded() {
    String external =
        "<?xml version=\"1.0\"?><!DOCTYPE Error [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
            + "<Error><Code>NoSuchKey</Code><Message>&x;</Message></Error>";
    String laughs =
        "<!DOCTYPE Error [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
            + "<Error><Message>&b;&b;</Message></Error>";
    for (String body : new String[] {external, laughs}) {
      String message = failure(404, body).getMessage();
      assertFalse(message, message.contains("root:") || message.contains("haha"));
    }
  }

  @Test
  public void aDocumentOfAnyShapeIsReadInBounds() {
    String laughs = "<!DOCTYPE Error [<!ENTITY a0 \"ha\">";
    for (int i = 1; i < 30; i++) {
      laughs += "<!ENTITY a" + i + " \"" + ("&a" + (i - 1) + ";").repeat(10) + "\">";
    }
    List<String> documents =
        List.of(
            laughs + "]><Error><Message>&a29;</Message></Error>",
            "<Error>" + "<a>".repeat(20_000),
            "<Error " + "a=\"" + "x".repeat(60_000) + "\"/>",
            "<Error>" + "<x/>".repeat(15_000) + "</Error>",
            "<Error><Message>" + "&#104;".repeat(10_000) + "</Message></Error>");
    for (String document : documents) {
      String message = failure(404, document).getMessage();
      assertTrue(message, message.length() < 600);
    }
  }

  @Test
  public void controlCharactersAndLongTextsStayOut() {
    String message =
        failure(403, error("AccessDenied", "a\n\u001b[31mb" + "x".repeat(5000), "")).getMessage();
    assertFalse(message, message.chars().anyMatch(Character::isISOControl));
    assertTrue(message, message.length() < 600);
    String forged = failure(403, error("A&#10;B &lt;x", "m", "")).getMessage();
    assertFalse(forged, forged.contains("code"));
  }

  private static void assertFailure(int status, String code, FailureKind kind, String word) {
    TributaryException failure = failure(status, error(code, "", ""));
    assertEquals(code, kind, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains(word));
    assertTrue(failure.getMessage(), failure.getMessage().contains("code " + code));
  }

  private static TributaryException failure(int status, String body) {
    return OssFailures.of(OBJECT, response(status, body), false);
  }

  private static ErrorResponse response(int status, String body) {
    return new ErrorResponse(RequestKind.RANGE, new ResponseHead(status, List.of()), body);
  }

  private static String error(String code, String message, String more) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <Error>
      <Code>%s</Code>
      <RequestId>5C3D</RequestId>
      <EC>0026-00000001</EC>
      <Message>%s</Message>
      <HostId>river.oss-cn-hangzhou.aliyuncs.com</HostId>
      %s
    </Error>
    """
        .formatted(code, message, more);
  }
}
