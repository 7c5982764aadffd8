package io.tributary.storage.http;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.storage.Probe;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.http.Framing;
import io.tributary.testkit.object.Delivery;
import io.tributary.testkit.object.StoredObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** What a look at an object tells, whatever the server makes of HEAD and ranges. */
public final class HttpProbeTest extends HttpSourceSuite {
  private static final StoredObject OBJECT = StoredObject.of(CONTENT);

  private Probe probe(StoredObject object) {
    server.put("/file", object);
    return await(source().probe());
  }

  @Test
  public void oneHeadIsEnoughWhereTheServerSaysAll() {
    Probe probe = probe(OBJECT);
    assertTrue(probe.ranges());
    assertEquals("", probe.note());
    assertEquals(1, server.requestCount());
    assertEquals("identity", server.requests().get(0).header("Accept-Encoding").orElseThrow());
  }

  @Test
  public void whereHeadIsRefusedTheFirstByteTells() {
    for (int status : new int[] {400, 403, 405, 501}) {
      Probe probe = probe(OBJECT.withHeadRefused(status));
      assertEquals(SIZE, probe.identity().sizeBytes());
      assertEquals(OBJECT.validators().etag(), probe.identity().etag());
      assertTrue(probe.ranges());
    }
  }

  @Test
  public void anEmptyObjectIsKnownEvenWhereHeadIsRefused() {
    Probe probe = probe(StoredObject.of(Content.of("")).withHeadRefused(405));
    assertEquals(0, probe.identity().sizeBytes());
  }

  @Test
  public void rangesAreTriedWhereTheServerDoesNotAnnounceThem() {
    FaultRule rule = server.fault(When.any(), Fault.withoutHeader("Accept-Ranges"));
    assertTrue(await(source().probe()).ranges());
    assertEquals(2, rule.fired());
  }

  @Test
  public void aServerWithoutRangesIsSaidToBeOne() {
    for (Delivery.Ranges ranges : List.of(Delivery.Ranges.IGNORED, Delivery.Ranges.REFUSED)) {
      Probe probe = probe(OBJECT.withRanges(ranges));
      assertFalse(probe.ranges());
      assertEquals(SIZE, probe.identity().sizeBytes());
      assertTrue(probe.note(), probe.note().contains("cannot be resumed"));
    }
  }

  @Test
  public void aHugeObjectWithoutRangesIsNotReadToFindOut() {
    StoredObject huge = StoredObject.of(Content.synthetic(1, 1L << 40));
    Probe probe = probe(huge.withRanges(Delivery.Ranges.IGNORED));
    assertEquals(1L << 40, probe.identity().sizeBytes());
    reader.until(() -> server.openConnections() == 0, PATIENCE);
  }

  @Test
  public void anObjectOfUnknownLengthIsReadWhole() {
    for (Framing framing : List.of(Framing.CHUNKED, Framing.UNTIL_CLOSE)) {
      server.put("/file", OBJECT.withFraming(framing).withRanges(Delivery.Ranges.IGNORED));
      HttpObjectSource source = source();
      Probe probe = await(source.probe());
      assertEquals(Identity.UNKNOWN_SIZE, probe.identity().sizeBytes());
      assertFalse(probe.ranges());
      assertArrayEquals(CONTENT.toByteArray(), read(source.openWhole(probe.identity())));
    }
  }

  @Test
  public void wrongRangesMeanOneStream() {
    server.fault(When.any(), Fault.withoutHeader("Accept-Ranges"));
    server.fault(When.get("/file").ranged(), Fault.withoutContentRange());
    HttpObjectSource source = source();
    Probe probe = await(source.probe());
    assertFalse(probe.ranges());
    assertEquals(SIZE, probe.identity().sizeBytes());
    assertArrayEquals(CONTENT.toByteArray(), read(source.openWhole(probe.identity())));
  }

  @Test
  public void aWeakEtagIsKeptAsItIs() {
    Identity identity = probe(OBJECT.withEtag("W/\"v 1\"")).identity();
    assertEquals("W/\"v 1\"", identity.etag());
    assertTrue(identity.strongEtag().isEmpty());
  }

  @Test
  public void anEtagWithoutQuotesIsKeptAsItIs() {
    server.fault(When.any(), Fault.header("ETag", "abc123"));
    HttpObjectSource source = source();
    Identity identity = identity(source);
    assertEquals("abc123", identity.etag());
  }

  @Test
  public void publishedChecksumsBelongToTheIdentity() {
    StoredObject object =
        OBJECT
            .withHeader("x-oss-hash-crc64ecma", "42")
            .withHeader("Repr-Digest", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
    List<Checksum> checksums = probe(object).identity().checksums();
    assertTrue(checksums.contains(new Checksum(ChecksumAlgorithm.CRC64, "42")));
    assertTrue(
        checksums.contains(
            new Checksum(
                ChecksumAlgorithm.SHA256,
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")));
  }

  @Test
  public void aStoredEncodingIsToldAndKept() {
    server.put("/file", OBJECT.withHeader("Content-Encoding", "gzip"));
    HttpObjectSource source = source();
    Probe probe = await(source.probe());
    assertTrue(probe.note(), probe.note().contains("gzip"));
    assertArrayEquals(expected(FIRST_TEN), read(source.open(probe.identity(), FIRST_TEN)));
  }

  @Test
  public void headersBeyondAsciiDoNotMatter() {
    server.fault(When.any(), Fault.nonAsciiHeader("X-Author", "Übung — 文件"));
    HttpObjectSource source = source();
    assertArrayEquals(expected(FIRST_TEN), read(source.open(identity(source), FIRST_TEN)));
  }

  @Test
  public void aHundredHeadersAndALongOneAreFine() {
    Fault[] many = new Fault[101];
    for (int i = 0; i < 100; i++) {
      many[i] = Fault.header("X-Number-" + i, "value");
    }
    many[100] = Fault.hugeHeader(30_000);
    server.fault(When.any(), many);
    assertEquals(SIZE, identity(source()).sizeBytes());
  }

  @Test
  public void headersBeyondAllLimitsAreNamedAsSuch() {
    server.fault(When.any(), Fault.hugeHeader(100_000));
    TributaryException failure = failure(source().probe());
    assertEquals(FailureKind.PROTOCOL, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("headers beyond all limits"));
  }

  @Test
  public void headersWithoutEndAreNotReadForEver() {
    server.fault(When.any(), Fault.endlessHeaders());
    assertEquals(FailureKind.PROTOCOL, failure(source().probe()).kind());
  }

  @Test
  public void garbageIsAClearFailure() {
    server.fault(When.any(), Fault.garbageStatusLine());
    TributaryException failure = failure(source().probe());
    assertFalse(failure.getMessage(), failure.getMessage().contains("Exception"));
    assertTrue(failure.kind().toString(), failure.kind() != FailureKind.INTERNAL);
  }

  @Test
  public void aServerThatNeverAnswersIsGivenUp() {
    server.fault(When.any(), Fault.stallBeforeHead());
    HttpObjectSource source = source(server.url("/file"), impatient(), List.of(), "", direct());
    TributaryException failure = failure(source.probe());
    assertEquals(FailureKind.NETWORK, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("no answer within"));
  }

  @Test
  public void aThrottledProbeCarriesTheDateToWaitFor() {
    Map<String, String> headers =
        Map.of(
            "Retry-After",
            "Wed, 21 Oct 2026 07:28:10 GMT",
            "Date",
            "Wed, 21 Oct 2026 07:28:00 GMT");
    server.fault(When.any(), Fault.status(503, headers, ""));
    TributaryException failure = failure(source().probe());
    assertEquals(FailureKind.THROTTLED, failure.kind());
    assertEquals(Duration.ofSeconds(10), failure.retryAfter().orElseThrow());
  }

  @Test
  public void aGetOnlySignatureIsEnough() {
    server.put("/file", OBJECT.withHeadRefused(403));
    String url = server.url("/file") + "?Signature=top%2Fsecret%3D&Expires=9999999999";
    HttpObjectSource source = source(url);
    assertArrayEquals(expected(FIRST_TEN), read(source.open(identity(source), FIRST_TEN)));
    assertTrue(
        server.requests().stream()
            .allMatch(
                request ->
                    request.request().toString().contains("Signature")
                        || request.request().query().first("Signature").isPresent()));
  }

  @Test
  public void anExpiredUrlIsCalledExpiredAndKeepsItsSecrets() {
    server.fault(When.any(), Fault.status(403));
    String url = server.url("/file") + "?Signature=topsecret&Expires=1000000000";
    TributaryException failure = failure(source(url).probe());
    assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("expired"));
    assertFalse(failure.getMessage(), failure.getMessage().contains("topsecret"));
  }

  @Test
  public void goneIsNotFound() {
    server.fault(When.any(), Fault.status(410));
    assertEquals(FailureKind.NOT_FOUND, failure(source().probe()).kind());
  }
}
