package io.tributary.server.guard;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import io.tributary.server.guard.RequestGuard.Refusal;
import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Whose requests are answered: by the names of hosts and origins. */
public final class RequestGuardTest extends JUnitSuite {
  private static final RequestGuard OPEN = new RequestGuard("127.0.0.1", List.of(), false);
  private static final RequestGuard TOKEN = new RequestGuard("10.0.0.1", List.of(), true);
  private static final RequestGuard NAMED =
      new RequestGuard("10.0.0.1", List.of("Downloads.example.org", "other:8443", "FD00::1"), true);
  private static final RequestGuard OPEN_NAMED =
      new RequestGuard("::", List.of("Downloads.example.org", "other:8443"), false);

  private static Optional<Refusal> refuses(RequestGuard guard, String method, String... headers) {
    HttpRequest request =
        (method.equals("GET")
            ? HttpRequest.GET("/v1/downloads")
            : HttpRequest.POST("/v1/downloads"));
    for (int i = 0; i < headers.length; i += 2) {
      request = request.addHeader(RawHeader.create(headers[i], headers[i + 1]));
    }
    return guard.refuses(request);
  }

  private static void answered(RequestGuard guard, String method, String... headers) {
    assertEquals(Optional.empty(), refuses(guard, method, headers));
  }

  private static void refused(RequestGuard guard, String method, String... headers) {
    Optional<Refusal> refusal = refuses(guard, method, headers);
    assertTrue(String.join(" ", headers), refusal.isPresent());
    assertTrue(refusal.get().advice().contains("tributary.http.names"));
  }

  @Test
  public void withoutATokenOnlyOwnNamesAreAnswered() {
    for (String own :
        List.of(
            "127.0.0.1:8420",
            "localhost:8420",
            "LOCALHOST",
            "[::1]:8420",
            "10.0.0.1:8420",
            "[FD00::1]")) {
      answered(OPEN, "GET", "Host", own);
    }
    for (String foreign :
        List.of(
            "evil.example:8420",
            "127.0.0.1.evil.example",
            "localhost.evil.example:8420",
            "10.0.0.1.5",
            "[evil.example]",
            "",
            "evil.example:8420:127.0.0.1")) {
      refused(OPEN, "GET", "Host", foreign);
    }
    refused(OPEN, "GET");
  }

  @Test
  public void withoutATokenConfiguredNamesAreAnsweredToo() {
    answered(OPEN_NAMED, "GET", "Host", "downloads.example.org:443");
    answered(OPEN_NAMED, "GET", "Host", "other:8443");
    refused(OPEN_NAMED, "GET", "Host", "other:8444");
    refused(OPEN_NAMED, "GET", "Host", "evil.example");
  }

  @Test
  public void withATokenAnyNameMayLeadHere() {
    answered(TOKEN, "GET", "Host", "whatever.example");
    answered(NAMED, "GET", "Host", "whatever.example");
    answered(NAMED, "GET", "Host", "10.0.0.1:8420");
  }

  @Test
  public void changesComeFromOwnPagesOnly() {
    answered(TOKEN, "POST", "Host", "10.0.0.1:8420");
    answered(TOKEN, "POST", "Host", "10.0.0.1:8420", "Origin", "http://10.0.0.1:8420");
    answered(TOKEN, "GET", "Host", "10.0.0.1:8420", "Origin", "https://evil.example");
    answered(NAMED, "POST", "Host", "10.0.0.1:8420", "Origin", "https://downloads.example.org");
    answered(NAMED, "POST", "Host", "10.0.0.1:8420", "Origin", "http://[fd00::1]:8420");
    refused(NAMED, "POST", "Host", "evil.example", "Origin", "https://other.example");
    for (String foreign :
        List.of(
            "https://evil.example",
            "null",
            "http://10.0.0.1:9999",
            "http://localhost:8420",
            "ftp://10.0.0.1:8420",
            "10.0.0.1:8420",
            "")) {
      refused(TOKEN, "POST", "Host", "10.0.0.1:8420", "Origin", foreign);
    }
  }
}
