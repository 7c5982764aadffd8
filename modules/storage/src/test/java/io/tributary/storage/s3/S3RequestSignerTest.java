package io.tributary.storage.s3;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.storage.bucket.AccessKeys;
import io.tributary.storage.http.HeaderField;
import io.tributary.storage.http.RequestHead;
import io.tributary.storage.http.RequestKind;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class S3RequestSignerTest extends JUnitSuite {
  /** The example of the vendor's documentation, "GET Object", key and all. */
  private static final AccessKeys EXAMPLE =
      new AccessKeys(
          "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "", null, false);

  private static final Instant NOW = Instant.parse("2013-05-24T00:00:00Z");

  @Test
  public void theVendorsExampleIsSignedAsDocumented() {
    RequestHead signed = RequestSigner.sign(request(), EXAMPLE, "us-east-1", NOW);
    assertEquals(
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
            + " SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
            + " Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        header(signed, "Authorization"));
    assertEquals("20130524T000000Z", header(signed, "x-amz-date"));
    assertEquals("bytes=0-9", header(signed, "Range"));
  }

  @Test
  public void whatGatewaysRewriteIsNotSigned() {
    RequestHead request =
        request().with("Accept-Encoding", "identity").with("Accept", "*/*").with("X-Own", "1");
    assertEquals(
        header(RequestSigner.sign(request(), EXAMPLE, "us-east-1", NOW), "Authorization"),
        header(RequestSigner.sign(request, EXAMPLE, "us-east-1", NOW), "Authorization"));
    assertEquals(
        "identity",
        header(RequestSigner.sign(request, EXAMPLE, "us-east-1", NOW), "Accept-Encoding"));
  }

  @Test
  public void aTemporaryKeySendsItsTokenWithinTheSignature() {
    AccessKeys temporary = new AccessKeys("AKID", "secret", "the-token", null, false);
    RequestHead signed = RequestSigner.sign(request(), temporary, "eu-north-1", NOW);
    assertEquals("the-token", header(signed, "x-amz-security-token"));
    assertTrue(header(signed, "Authorization").contains(";x-amz-security-token,"));
  }

  @Test
  public void theHostIsLeftToTheConnection() {
    RequestHead signed = RequestSigner.sign(request(), EXAMPLE, "us-east-1", NOW);
    assertFalse(signed.headers().stream().anyMatch(h -> h.name().equalsIgnoreCase("Host")));
  }

  private static RequestHead request() {
    return new RequestHead(
        RequestKind.RANGE,
        URI.create("https://examplebucket.s3.amazonaws.com:443/test.txt"),
        List.of(new HeaderField("Range", "bytes=0-9")));
  }

  private static String header(RequestHead head, String name) {
    return head.headers().stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(HeaderField::value)
        .findFirst()
        .orElseThrow();
  }
}
