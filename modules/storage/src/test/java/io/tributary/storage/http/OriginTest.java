package io.tributary.storage.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class OriginTest extends JUnitSuite {

  private static Origin of(String url) {
    return Origin.of(URI.create(url));
  }

  @Test
  public void schemeHostAndPortMakeAnOrigin() {
    assertEquals(new Origin("https", "a.example", 443), of("HTTPS://user:p%40ss@A.example/x?y"));
    assertEquals(new Origin("http", "my_bucket.example", 80), of("http://my_bucket.example/"));
    assertEquals(new Origin("http", "::1", 8080), of("http://[::1]:8080/"));
    assertNotEquals(of("http://a.example/"), of("https://a.example/"));
    assertNotEquals(of("http://a.example/"), of("http://a.example:81/"));
  }

  @Test
  public void theHostHeaderHasOnlyUnusualPorts() {
    assertEquals("a.example", of("https://a.example:443/").hostHeader());
    assertEquals("a.example:80", of("https://a.example:80/").hostHeader());
    assertEquals("[::1]:8080", of("http://[::1]:8080/").hostHeader());
  }

  @Test
  public void whatIsNoWebServerIsRefused() {
    for (String url : List.of("ftp://a.example/", "http:/path", "mailto:x@y.example")) {
      Assert.assertThrows(url, IllegalArgumentException.class, () -> of(url));
    }
  }

  @Test
  public void redirectTargetsAreResolvedAndStripped() {
    URI base = URI.create("https://a.example/dir/file?secret=1");
    assertEquals(
        Optional.of(URI.create("https://a.example/dir/other%20one")),
        RedirectTarget.of(base, "other one#part"));
    assertEquals(
        Optional.of(URI.create("https://b.example/x?q=%7B%7D&e=%2F")),
        RedirectTarget.of(base, "//user:pass@b.example/x?q={}&e=%2F"));
    assertEquals(
        Optional.of(URI.create("http://c.example/")), RedirectTarget.of(base, "http://c.example"));
    assertEquals(
        Optional.of(URI.create("https://a.example/dir/file?other=2")),
        RedirectTarget.of(base, "?other=2"));
    assertEquals(
        Optional.of(URI.create("https://a.example/up")), RedirectTarget.of(base, "../../../up"));
    assertEquals(Optional.empty(), RedirectTarget.of(base, "javascript:alert(1)"));
  }
}
