package io.tributary.storage.http;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.core.locator.Locator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.storage.SourceSecrets;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

/** What a store may rely on when it says how to sign. */
public final class HttpDialectTest extends HttpSourceSuite {

  private static final Identity NOTHING_KNOWN =
      new Identity(Identity.UNKNOWN_SIZE, "", "", "", List.of());

  /** Numbers its signatures. */
  private final class Numbering implements HttpDialect {
    private final AtomicInteger signatures = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String explanation = "";

    @Override
    public Locator locator() {
      return ParsedLocator.parse(server.url("/file")).locator();
    }

    @Override
    public URI target() {
      return URI.create(server.url("/file"));
    }

    @Override
    public List<HeaderField> headers(RequestKind kind) {
      return List.of(new HeaderField("X-Kind", kind.name()));
    }

    @Override
    public CompletionStage<RequestHead> sign(RequestHead request) {
      return CompletableFuture.supplyAsync(
          () -> request.with("X-Signature", String.valueOf(signatures.incrementAndGet())));
    }

    @Override
    public boolean mayPassSignedAnew(ErrorResponse response) {
      asked.incrementAndGet();
      explanation = response.body();
      return response.status() == 403 && response.head().header("Date").isPresent();
    }

    @Override
    public TributaryException failureOf(ErrorResponse response) {
      return StatusFailures.of(locator(), response);
    }

    @Override
    public List<Checksum> checksums(ResponseHead head) {
      return List.of();
    }
  }

  private final Numbering dialect = new Numbering();

  private HttpObjectSource signedSource(HttpDialect signing) {
    List<SourceSecrets.Header> headers = List.of(new SourceSecrets.Header("X-Mine", "1"));
    return source(signing, options(), new SourceSecrets("", headers, ""), direct());
  }

  @Test
  public void everyAttemptIsSignedWithAllHeadersInPlace() {
    HttpObjectSource source = signedSource(dialect);
    Identity identity = identity(source);
    read(source.open(identity, FIRST_TEN));
    read(source.open(identity, FIRST_TEN));
    List<RecordedRequest> requests = server.requests();
    for (int i = 0; i < 3; i++) {
      assertEquals(String.valueOf(i + 1), requests.get(i).header("X-Signature").orElseThrow());
      assertEquals("1", requests.get(i).header("X-Mine").orElseThrow());
    }
    assertEquals("HEAD", requests.get(0).header("X-Kind").orElseThrow());
    assertEquals("RANGE", requests.get(1).header("X-Kind").orElseThrow());
  }

  @Test
  public void aRefusalThatMayPassIsSignedAnewOnce() {
    HttpObjectSource source = signedSource(dialect);
    Identity identity = identity(source);
    Fault skewed = Fault.status(403, Map.of("Date", "now"), "RequestTimeTooSkewed");
    FaultRule once = server.fault(When.any().once(), skewed);
    assertArrayEquals(expected(FIRST_TEN), read(source.open(identity, FIRST_TEN)));
    assertEquals(1, once.fired());
    FaultRule always = server.fault(When.any(), skewed);
    assertEquals(FailureKind.ACCESS_DENIED, failure(source.open(identity, FIRST_TEN)).kind());
    assertEquals(2, always.fired());
    assertEquals(2, dialect.asked.get());
  }

  @Test
  public void ofAnErrorsBodyNoMoreIsReadThanItsLimit() {
    server.fault(When.any(), Fault.status(403, Map.of(), "x".repeat(1_000_000)));
    HttpObjectSource source = signedSource(dialect);
    failure(source.openWhole(NOTHING_KNOWN));
    assertEquals(ErrorResponse.MAX_BODY_BYTES, dialect.explanation.length());
  }

  @Test
  public void aCompressedErrorIsNeverUnpacked() {
    Fault bomb = Fault.status(403, Map.of(), "0".repeat(20_000_000));
    server.fault(When.any(), bomb, Fault.gzip());
    HttpObjectSource source = signedSource(dialect);
    failure(source.openWhole(NOTHING_KNOWN));
    String explanation = dialect.explanation;
    assertTrue(explanation, !explanation.isEmpty() && !explanation.contains("0000"));
  }

  @Test
  public void aRedirectIsAnErrorUnlessTheStoreFollowsIt() {
    server.fault(When.any(), Fault.redirect(307, server.url("/other")));
    TributaryException failure = failure(signedSource(dialect).probe());
    assertEquals(FailureKind.PROTOCOL, failure.kind());
    assertTrue(server.requests("/other").isEmpty());
  }

  @Test
  public void credentialsThatCannotBeHadAreAccessDenied() {
    HttpDialect broken =
        new HttpDialect() {
          @Override
          public Locator locator() {
            return dialect.locator();
          }

          @Override
          public URI target() {
            return dialect.target();
          }

          @Override
          public CompletionStage<RequestHead> sign(RequestHead request) {
            throw new IllegalStateException("topsecret");
          }

          @Override
          public TributaryException failureOf(ErrorResponse response) {
            return dialect.failureOf(response);
          }

          @Override
          public List<Checksum> checksums(ResponseHead head) {
            return List.of();
          }
        };
    TributaryException failure = failure(signedSource(broken).probe());
    assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
    assertEquals(0, server.requestCount());
  }
}
