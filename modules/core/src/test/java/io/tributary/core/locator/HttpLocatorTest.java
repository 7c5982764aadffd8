package io.tributary.core.locator;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class HttpLocatorTest extends JUnitSuite {

  @Test
  public void schemeAndHostAreLowerCaseAndUsualPortsDoNotShow() {
    assertEquals("https://example.com/A/b", display("HTTPS://EXAMPLE.com:443/A/b"));
    assertEquals("http://example.com/", display("http://example.com:80"));
    assertEquals("http://example.com:443/", display("http://example.com:443/"));
    assertEquals("https://example.com/x", display("https://example.com:/x"));
    assertEquals(443, http("https://example.com").port());
    assertEquals(8080, http("http://localhost:8080/f").port());
  }

  @Test
  public void anEmptyPathIsTheRoot() {
    assertEquals("/", http("https://example.com").rawPath());
    assertEquals("/", http("https://example.com?x=1").rawPath());
    assertEquals("https://example.com/?x=1", ParsedLocator.parse("https://example.com?x=1").url());
    assertEquals("", http("https://example.com").fileName());
  }

  @Test
  public void ipv6AddressesStayInBrackets() {
    assertEquals("[2001:db8::1]", http("http://[2001:DB8::1]:8080/f").host());
    assertEquals(8080, http("http://[::1]:8080/f").port());
    assertEquals(80, http("http://[::1]/f").port());
    assertEquals("http://[::1]/f", display("http://[::1]:80/f"));
    assertEquals("[::ffff:127.0.0.1]", http("http://[::ffff:127.0.0.1]/").host());
  }

  @Test
  public void internationalHostNamesBecomeAscii() {
    assertEquals("xn--bcher-kva.example", http("https://Bücher.example/f").host());
    assertEquals("bucket_1.oss.example", http("https://bucket_1.oss.example/f").host());
  }

  @Test
  public void thePathIsSentAsItIsWritten() {
    assertEquals("/a/../b/./c//d", http("https://example.com/a/../b/./c//d").rawPath());
    assertEquals("/a%2Fb%2e%2E/c+d;e=1", http("https://example.com/a%2Fb%2e%2E/c+d;e=1").rawPath());
  }

  /** Fault 42. */
  @Test
  public void whatNoUrlMayHoldIsEncoded() {
    assertEquals("/a%20b/%C3%A9%F0%9F%98%80", http("https://example.com/a b/é😀").rawPath());
    assertEquals("/100%25/%25zz/%41", http("https://example.com/100%/%zz/%41").rawPath());
    assertEquals("/%3C%22%5C%5E%60%7B%7C%7D%3E%5B%5D", http("https://h/<\"\\^`{|}>[]").rawPath());
    assertEquals(
        "https://h/f?q=a%20b%C3%A9&r=%41?/",
        ParsedLocator.parse("https://h/f?q=a bé&r=%41?/").url());
  }

  @Test
  public void theFileNameIsDecoded() {
    assertEquals("a b+é.txt", http("https://example.com/x/a%20b+%C3%A9.txt?y/z").fileName());
    assertEquals("../etc", http("https://example.com/x/..%2Fetc").fileName());
    assertEquals("100%", http("https://example.com/100%").fileName());
  }

  @Test
  public void fragmentsAreDropped() {
    ParsedLocator parsed = ParsedLocator.parse("https://example.com/a#b?c/d");
    assertEquals("https://example.com/a", parsed.url());
    assertFalse(((HttpLocator) parsed.locator()).hasQuery());
  }

  @Test
  public void userInfoAndQueryAreInTheUrlAlone() {
    String text = "https://alice:s%20cr@t@example.com:8443/f?token=hunter2";
    ParsedLocator parsed = ParsedLocator.parse(text);
    assertEquals("https://alice:s%20cr%40t@example.com:8443/f?token=hunter2", parsed.url());
    assertEquals("https://example.com:8443/f?…", parsed.toString());
    for (String shown :
        new String[] {
          parsed.toString(), parsed.locator().toString(), parsed.locator().objectKey()
        }) {
      assertFalse(shown, shown.contains("alice") || shown.contains("cr"));
      assertFalse(shown, shown.contains("hunter2"));
    }
  }

  @Test
  public void aUrlSignedAnewIsTheSameObject() {
    assertSameObject(
        "x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential=AK%2F1&x-oss-date=1"
            + "&x-oss-expires=60&x-oss-additional-headers=host&x-oss-security-token=T&x-oss-signature=",
        "");
    assertSameObject("OSSAccessKeyId=AK&Expires=1&security-token=T&Signature=", "");
    assertSameObject(
        "X-Amz-Algorithm=A&X-Amz-Credential=C&X-Amz-Date=D&X-Amz-Expires=60"
            + "&X-Amz-SignedHeaders=host&X-Amz-Security-Token=T&X-Amz-Signature=",
        "versionId=7&");
    assertSameObject("AWSAccessKeyId=AK&Expires=1&Signature=", "");
    assertSameObject(
        "X-Goog-Algorithm=A&X-Goog-Credential=C&X-Goog-Date=D&X-Goog-Expires=9"
            + "&X-Goog-SignedHeaders=host&X-Goog-Signature=",
        "generation=5&");
    assertSameObject("GoogleAccessId=G&Expires=1&Signature=", "");
    assertSameObject("sv=2024&sr=b&sp=r&st=1&se=2&spr=https&sip=1.2.3.4&sig=", "snapshot=3&");
    assertSameObject("Policy=P&Key-Pair-Id=K&Signature=", "");
  }

  @Test
  public void aVersionOrATransformationIsAnotherObject() {
    String signature = "X-Amz-Signature=1";
    String key = key("versionId=1&" + signature);
    assertNotEquals(key, key("versionId=2&" + signature));
    assertNotEquals(key, key(signature));
    assertNotEquals(key("x-oss-signature=1&x-oss-process=a"), key("x-oss-signature=1"));
  }

  @Test
  public void namesThatOnlyLookLikeASignatureCount() {
    assertNotEquals(key("sp=1"), key("sp=2"));
    assertNotEquals(key("Expires=1"), key("Expires=2"));
    assertNotEquals(key("sig=1"), key("sig=2"));
  }

  @Test
  public void theOrderOfParametersDoesNotCountButThatOfEqualNamesDoes() {
    assertEquals(key("a=1&b=2"), key("b=2&a=1"));
    assertEquals(key("a=1&&b=2&"), key("b=2&a=1"));
    assertNotEquals(key("a=1&a=2"), key("a=2&a=1"));
  }

  @Test
  public void spellingsOfOneObjectHaveOneKey() {
    assertEquals(
        ParsedLocator.parse("https://u:p@Example.COM:443/f#x").locator().objectKey(),
        ParsedLocator.parse("HTTPS://example.com/f").locator().objectKey());
  }

  @Test
  public void badHostsAndPortsAreUsageErrors() {
    for (String text :
        new String[] {
          "http://",
          "http:///path",
          "https://:80/x",
          "https://user@/x",
          "https://exa mple.com/x",
          "https://exam%70le.com/",
          "https://-a.example/",
          "https://a..b/",
          "https://" + "a".repeat(64) + ".example/",
          "https://" + "a.".repeat(130) + "example/",
          "http://[::1/x",
          "http://[::g]/x",
          "http://[]/x",
          "http://[1.2.3.4]/x",
          "http://[fe80::1%25eth0]/x",
          "http://[::1]x:80/",
          "http://h:0/",
          "http://h:65536/",
          "http://h:99999999999/",
          "http://h:8o/",
          "http://h:-1/",
          "https://h/a\r\nX-Injected: 1",
          "https://h/a\u0000",
          "https://h/\ud800"
        }) {
      TributaryException e =
          Assert.assertThrows(text, TributaryException.class, () -> ParsedLocator.parse(text));
      assertEquals(text, FailureKind.USAGE, e.kind());
      assertEquals(e.getMessage(), 1, e.getMessage().lines().count());
    }
  }

  /** Fault 101. */
  @Test
  public void noErrorShowsASecret() {
    for (String text :
        new String[] {
          "https://user:hunter2@exa mple/x",
          "https://user:hunter2/@h/x",
          "https://user:hunter2?@h/x",
          "https://h:x/f?sig=hunter2",
          "ftp://user:hunter2@h/f",
          "ftp://h/f?key=hunter2",
          "s3://user:hunter2@bucket/key",
          "oss://AK:hunter2@bucket/key",
          "user:hunter2@host/f",
          "host/f?sig=hunter2"
        }) {
      TributaryException e =
          Assert.assertThrows(text, TributaryException.class, () -> ParsedLocator.parse(text));
      assertFalse(e.getMessage(), e.getMessage().contains("hunter2"));
      assertTrue(e.getMessage(), e.failure().kind() == FailureKind.USAGE);
    }
  }

  private static void assertSameObject(String signing, String rest) {
    assertEquals(key(rest + signing + "1"), key(rest + signing + "2"));
    assertEquals(key(rest), key(rest + signing + "1"));
  }

  private static String key(String query) {
    return ParsedLocator.parse("https://h/f?" + query).locator().objectKey();
  }

  private static String display(String text) {
    return ParsedLocator.parse(text).locator().display();
  }

  private static HttpLocator http(String text) {
    return (HttpLocator) ParsedLocator.parse(text).locator();
  }
}
