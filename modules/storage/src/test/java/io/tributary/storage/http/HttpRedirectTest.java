package io.tributary.storage.http;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.rules.SourceRules;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Redirects: followed as far as it is safe, with nothing secret along. */
public final class HttpRedirectTest extends HttpSourceSuite {
  private static final Executor HERE = Runnable::run;

  private ObjectServer other;

  @Before
  public void startOther() {
    other = ObjectServer.builder().bindAddress("127.0.0.2").start();
    other.put("/target", CONTENT);
  }

  @After
  public void stopOther() {
    other.close();
  }

  private FaultRule redirect(String location) {
    return server.fault(When.any().path("/file"), Fault.redirect(302, location));
  }

  /** As if 127.0.0.1 were a public address and all others of 127.0.0.0/8 private. */
  private static Surroundings publicStart(NameService names) {
    AddressBook book = new AddressBook(names, HERE, Duration.ofSeconds(60), System::nanoTime);
    return new Surroundings(
        book, Map.of(), address -> !address.getHostAddress().equals("127.0.0.1"));
  }

  private HttpObjectSource publicSource(SourceOptions options) {
    return source(
        server.url("/file"), options, List.of(), "", publicStart(InetAddress::getAllByName));
  }

  @Test
  public void everyRedirectStatusIsFollowed() {
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      server.faults().clear();
      server.fault(When.any().path("/file"), Fault.redirect(status, other.url("/target")));
      HttpObjectSource source = source();
      assertArrayEquals(expected(FIRST_TEN), read(source.open(identity(source), FIRST_TEN)));
    }
  }

  @Test
  public void aRelativeRedirectStaysOnTheServer() {
    server.put("/moved here/äöü", CONTENT);
    server.fault(
        When.any().path("/file"),
        Fault.status(302),
        Fault.nonAsciiHeader("Location", "../moved here/äöü?x=y z"));
    HttpObjectSource source = source();
    assertArrayEquals(expected(FIRST_TEN), read(source.open(identity(source), FIRST_TEN)));
  }

  @Test
  public void rangesGoStraightToTheTarget() {
    FaultRule rule = redirect(other.url("/target"));
    HttpObjectSource source = source();
    Identity identity = identity(source);
    for (int i = 0; i < 5; i++) {
      read(source.open(identity, FIRST_TEN));
    }
    assertEquals(2, rule.fired());
  }

  @Test
  public void anExpiredTargetIsAskedForAgain() {
    FaultRule rule = redirect(other.url("/target") + "?Signature=short-lived");
    HttpObjectSource source = source();
    Identity identity = identity(source);
    read(source.open(identity, FIRST_TEN));
    for (int status : new int[] {401, 403, 404, 410}) {
      long before = rule.fired();
      other.fault(When.any().once(), Fault.status(status));
      assertArrayEquals(expected(FIRST_TEN), read(source.open(identity, FIRST_TEN)));
      assertEquals(before + 1, rule.fired());
    }
  }

  @Test
  public void fiveRedirectsAreFollowedAndNoMore() {
    FaultRule loop = redirect(server.url("/file"));
    TributaryException failure = failure(source().probe());
    assertEquals(FailureKind.PROTOCOL, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("more than 5 redirects"));
    assertEquals(6, loop.fired());
  }

  @Test
  public void secretsStayWithTheirOrigin() {
    redirect(other.url("/target"));
    String url = server.url("/file").replace("http://", "http://user:pass@");
    List<SourceSecrets.Header> headers =
        List.of(
            new SourceSecrets.Header("Cookie", "session=1"),
            new SourceSecrets.Header("X-Token", "secret"));
    HttpObjectSource source = source(url, options(), headers, "", direct());
    read(source.open(identity(source), FIRST_TEN));
    RecordedRequest first = server.requests().get(0);
    assertEquals("Basic dXNlcjpwYXNz", first.header("Authorization").orElseThrow());
    assertEquals("session=1", first.header("Cookie").orElseThrow());
    assertEquals("secret", first.header("X-Token").orElseThrow());
    assertFalse(other.requests().isEmpty());
    for (RecordedRequest request : other.requests()) {
      for (String name : List.of("Authorization", "Cookie", "X-Token", "Referer")) {
        assertTrue(name, request.header(name).isEmpty());
      }
    }
  }

  @Test
  public void secretsDoNotGoToAnotherPortOfTheHost() {
    try (ObjectServer samePlace = ObjectServer.start()) {
      samePlace.put("/target", CONTENT);
      redirect(samePlace.url("/target"));
      List<SourceSecrets.Header> headers = List.of(new SourceSecrets.Header("X-Token", "secret"));
      HttpObjectSource source = source(server.url("/file"), options(), headers, "", direct());
      identity(source);
      assertTrue(samePlace.requests().get(0).header("X-Token").isEmpty());
    }
  }

  @Test
  public void aPublicServerMustNotLeadToAPrivateAddress() {
    redirect(other.url("/target"));
    TributaryException failure = failure(publicSource(options()).probe());
    assertEquals(FailureKind.PROTOCOL, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("private address"));
    assertEquals(0, other.connections());
  }

  @Test
  public void privateRedirectsMayBeAllowed() {
    redirect(other.url("/target"));
    HttpObjectSource source = publicSource(options(false, "", true, Duration.ofSeconds(10)));
    assertEquals(SIZE, identity(source).sizeBytes());
  }

  @Test
  public void aNameThatTurnsPrivateLaterIsRefused() {
    AtomicInteger asked = new AtomicInteger();
    NameService rebinding =
        host ->
            new InetAddress[] {
              InetAddress.getByName(asked.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2")
            };
    String url = "http://rebinding.example:" + server.port() + "/file";
    server.fault(When.any(), Fault.header("Connection", "close"), Fault.closeAfterwards());
    HttpObjectSource source = source(url, options(), List.of(), "", publicStart(rebinding));
    Identity identity = identity(source);
    TributaryException failure = failure(source.open(identity, FIRST_TEN));
    assertTrue(failure.getMessage(), failure.getMessage().contains("private address"));
    assertEquals(0, other.connections());
  }

  @Test
  public void metadataServicesAreRefused() {
    for (String target : List.of("169.254.169.254", "100.100.100.200", "[fd00::1]")) {
      server.faults().clear();
      redirect("http://" + target + "/latest/meta-data");
      TributaryException failure = failure(publicSource(options()).probe());
      assertTrue(failure.getMessage(), failure.getMessage().contains("private address"));
    }
  }

  /** Not even the user may lead us to 127.0.0.2. */
  private static Surroundings ruled(NameService names) {
    SourceRules rules =
        SourceRules.of(
            ConfigFactory.parseString(
                "tributary.source { allowed = [], forbidden-addresses = [\"127.0.0.2\"] }"));
    AddressBook book = new AddressBook(names, HERE, Duration.ofSeconds(60), System::nanoTime);
    return new Surroundings(book, Map.of(), address -> false, rules);
  }

  private void neverConnects(HttpObjectSource source) {
    TributaryException failure = failure(source.probe());
    assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("never connects to"));
    assertEquals(0, other.connections());
  }

  @Test
  public void noRedirectAndNoUserLeadsToAForbiddenAddress() {
    SourceOptions all = options(false, "", true, Duration.ofSeconds(10));
    Surroundings ruled = ruled(InetAddress::getAllByName);
    redirect(other.url("/target"));
    neverConnects(source(server.url("/file"), all, List.of(), "", ruled));
    neverConnects(source(other.url("/target"), all, List.of(), "", ruled));
    // Before the proxy is asked: nobody listens there.
    neverConnects(source(other.url("/target"), all, List.of(), "http://127.0.0.1:1", ruled));
  }

  @Test
  public void aNameThatTurnsIntoAForbiddenAddressIsRefused() {
    AtomicInteger asked = new AtomicInteger();
    NameService rebinding =
        host ->
            new InetAddress[] {
              InetAddress.getByName(asked.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2")
            };
    server.fault(When.any(), Fault.header("Connection", "close"), Fault.closeAfterwards());
    String url = "http://rebinding.example:" + server.port() + "/file";
    HttpObjectSource source = source(url, options(), List.of(), "", ruled(rebinding));
    Identity identity = identity(source);
    TributaryException failure = failure(source.open(identity, FIRST_TEN));
    assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
    assertEquals(0, other.connections());
  }

  @Test
  public void ofANamesAddressesTheForbiddenOnesAreLeftOut() {
    NameService both =
        host ->
            new InetAddress[] {
              InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1")
            };
    String url = "http://both.example:" + server.port() + "/file";
    assertEquals(SIZE, identity(source(url, options(), List.of(), "", ruled(both))).sizeBytes());
    assertEquals(0, other.connections());
  }

  @Test
  public void otherSchemesAreRefused() {
    for (String location : List.of("file:///etc/passwd", "ftp://host/x", "http://", "::", "")) {
      server.faults().clear();
      redirect(location);
      TributaryException failure = failure(source().probe());
      assertEquals(location, FailureKind.PROTOCOL, failure.kind());
    }
  }

  @Test
  public void theTargetsQueryIsNeverShown() {
    redirect(other.url("/target") + "?Signature=topsecret");
    other.fault(When.any(), Fault.status(500));
    TributaryException failure = failure(source().probe());
    assertFalse(failure.getMessage(), failure.getMessage().contains("topsecret"));
  }
}
