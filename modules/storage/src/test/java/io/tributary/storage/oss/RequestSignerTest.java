package io.tributary.storage.oss;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.storage.SourceOptions.Signature;
import io.tributary.storage.bucket.AccessKeys;
import io.tributary.storage.http.HeaderField;
import io.tributary.storage.http.RequestHead;
import io.tributary.storage.http.RequestKind;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/**
 * Expected values were computed apart from this code and its library, from the vendor's description
 * of both signatures.
 */
public final class RequestSignerTest extends JUnitSuite {
  private static final Instant NOW = Instant.parse("2026-11-21T07:00:00.987Z");
  private static final AccessKeys KEYS = new AccessKeys("AKID", "topsecret", "", null, false);
  private static final AccessKeys TEMPORARY =
      new AccessKeys("AKID", "topsecret", "the-token", null, false);

  @Test
  public void v4SignsAsDocumented() {
    RequestHead signed = signer(Signature.V4).sign(request(), KEYS, NOW);
    assertEquals(
        "OSS4-HMAC-SHA256 Credential=AKID/20261121/cn-hangzhou/oss/aliyun_v4_request,"
            + "Signature=59bca99ecec8cfa52a23eac6c8e07a364a2f139c2750a632d031f7360df37ca2",
        header(signed, "Authorization"));
    assertEquals("20261121T070000Z", header(signed, "x-oss-date"));
    assertEquals("UNSIGNED-PAYLOAD", header(signed, "x-oss-content-sha256"));
  }

  @Test
  public void v1SignsAsDocumented() {
    RequestHead signed = signer(Signature.V1).sign(request(), KEYS, NOW);
    assertEquals("OSS AKID:R0br8g5sP7FjR7SLqBgNVYh+7kM=", header(signed, "Authorization"));
    assertEquals("Sat, 21 Nov 2026 07:00:00 GMT", header(signed, "Date"));
  }

  @Test
  public void aTemporaryKeySendsItsTokenWithinTheSignature() {
    for (Signature signature : Signature.values()) {
      RequestHead signed = signer(signature).sign(request(), TEMPORARY, NOW);
      RequestHead permanent = signer(signature).sign(request(), KEYS, NOW);
      assertEquals("the-token", header(signed, "x-oss-security-token"));
      assertFalse(header(signed, "Authorization").equals(header(permanent, "Authorization")));
      assertTrue(signed.headers().stream().noneMatch(h -> h.name().equals("security-token")));
    }
    RequestHead v1 = signer(Signature.V1).sign(request(), TEMPORARY, NOW);
    assertEquals("OSS AKID:79evHWWaZtZ0xNvJb+ZCALTSj6E=", header(v1, "Authorization"));
  }

  @Test
  public void theMachinesLocaleDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("tr-TR", "ar-EG", "th-TH-u-nu-thai")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        RequestHead signed = signer(Signature.V4).sign(request(), KEYS, NOW);
        assertTrue(
            tag, header(signed, "Authorization").endsWith("7a364a2f139c2750a632d031f7360df37ca2"));
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  public void headersOfTheRequestStay() {
    RequestHead signed = signer(Signature.V4).sign(request(), KEYS, NOW);
    assertEquals("bytes=0-9", header(signed, "Range"));
    assertEquals(request().target(), signed.target());
  }

  @Test
  public void secretsAreInNoText() {
    String all =
        KEYS
            + " "
            + TEMPORARY
            + " "
            + signer(Signature.V4).sign(request(), TEMPORARY, NOW)
            + signer(Signature.V4).sign(request(), TEMPORARY, NOW).headers();
    for (String secret : List.of("topsecret", "the-token", "Signature=")) {
      assertFalse(all, all.contains(secret));
    }
  }

  private static RequestSigner signer(Signature signature) {
    return new RequestSigner(signature, "cn-hangzhou", "river", "a b+c/河?#");
  }

  private static RequestHead request() {
    return new RequestHead(
        RequestKind.RANGE,
        URI.create(
            "https://river.oss-cn-hangzhou.aliyuncs.com/a%20b%2Bc/%E6%B2%B3%3F%23?versionId=CAE%3D"),
        List.of(
            new HeaderField("Range", "bytes=0-9"),
            new HeaderField("If-Match", "\"etag\""),
            new HeaderField("x-oss-range-behavior", "standard"),
            new HeaderField("X-OSS-TRAFFIC-LIMIT", " 819200 ")));
  }

  private static String header(RequestHead request, String name) {
    Optional<HeaderField> field =
        request.headers().stream().filter(f -> f.name().equalsIgnoreCase(name)).findFirst();
    return field.orElseThrow().value();
  }
}
