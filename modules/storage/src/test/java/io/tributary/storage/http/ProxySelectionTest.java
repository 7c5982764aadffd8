package io.tributary.storage.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** The rules of curl's manual page, section ENVIRONMENT. */
public final class ProxySelectionTest extends JUnitSuite {

  private static String chosen(String url, Map<String, String> environment) {
    return new ProxySelection("", environment)
        .forOrigin(Origin.of(URI.create(url)))
        .map(proxy -> proxy.origin().hostAndPort())
        .orElse("");
  }

  private static boolean direct(String url, String noProxy) {
    return chosen(url, Map.of("all_proxy", "p:1", "no_proxy", noProxy)).isEmpty();
  }

  @Test
  public void eachSchemeHasItsVariable() {
    Map<String, String> environment =
        Map.of("http_proxy", "http://p1:3128/", "HTTPS_PROXY", "p2:3129", "ALL_PROXY", "p3:3130");
    assertEquals("p1:3128", chosen("http://a.example/", environment));
    assertEquals("p2:3129", chosen("https://a.example/", environment));
    assertEquals("p3:3130", chosen("http://a.example/", Map.of("ALL_PROXY", "p3:3130")));
    assertEquals("", chosen("http://a.example/", Map.of()));
    assertEquals("p4:1080", chosen("http://a.example/", Map.of("http_proxy", "p4")));
  }

  @Test
  public void httpProxyInCapitalsIsNotRead() {
    assertEquals("", chosen("http://a.example/", Map.of("HTTP_PROXY", "evil:1")));
  }

  @Test
  public void theGivenProxyWinsEvenOverNoProxy() {
    Map<String, String> environment = Map.of("https_proxy", "p:1", "no_proxy", "*");
    ProxySelection selection = new ProxySelection("http://given:8080", environment);
    assertEquals(
        "given",
        selection
            .forOrigin(Origin.of(URI.create("https://a.example/")))
            .orElseThrow()
            .origin()
            .host());
  }

  @Test
  public void exceptionsAreNamedByDomain() {
    assertTrue(direct("http://a.example/", "*"));
    assertTrue(direct("http://a.example/", "x.example, example"));
    assertTrue(direct("http://a.example/", ".a.example"));
    assertTrue(direct("http://A.Example/", "a.example"));
    assertFalse(direct("http://ba.example/", "a.example"));
    assertFalse(direct("http://a.example/", "b.a.example"));
    assertFalse(direct("http://a.example/", ""));
  }

  @Test
  public void exceptionsAreNamedByAddressAndNetwork() {
    assertTrue(direct("http://10.1.2.3/", "10.0.0.0/8"));
    assertTrue(direct("http://10.1.2.3/", "10.1.2.3"));
    assertTrue(direct("http://[fd00::1]/", "fd00::/8"));
    assertTrue(direct("http://[::1]/", "[::1]"));
    assertFalse(direct("http://11.1.2.3/", "10.0.0.0/8"));
    assertFalse(direct("http://10.1.2.3/", "0.1.2.3"));
    assertFalse(direct("http://10.1.2.3/", "10.0.0.0/x"));
  }

  @Test
  public void credentialsAreDecodedAndMasked() {
    Proxy proxy = Proxy.parse("http://us%40er:p%3Aw+d@proxy.example:3128");
    assertEquals("us@er", proxy.user());
    assertEquals("p:w+d", proxy.password());
    assertEquals("http://***:***@proxy.example:3128", proxy.toString());
  }

  @Test
  public void otherKindsOfProxyAreRefusedWithoutTheirPassword() {
    for (String proxy :
        List.of(
            "socks5://u:topsecret@p:1",
            "https://u:topsecret@p",
            "http://u:topsecret@p:x",
            "http://u:topsecret@ p")) {
      TributaryException failure =
          Assert.assertThrows(TributaryException.class, () -> new ProxySelection(proxy, Map.of()));
      assertEquals(FailureKind.USAGE, failure.kind());
      assertFalse(failure.getMessage(), failure.getMessage().contains("topsecret"));
    }
  }
}
