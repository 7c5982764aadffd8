package io.tributary.storage.http;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.RangeBody;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.http.Framing;
import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import io.tributary.testkit.object.StoredObject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.Assert;
import org.junit.Test;

/** Ranges of exactly one object, with whatever its server has to tell objects apart. */
public final class HttpRangeTest extends HttpSourceSuite {
  private static final StoredObject OBJECT = StoredObject.of(CONTENT);

  private static When ranged() {
    return When.get("/file").ranged();
  }

  private RecordedRequest lastRequest() {
    List<RecordedRequest> requests = server.requests();
    return requests.get(requests.size() - 1);
  }

  private FailureKind kindOfNextRange(HttpObjectSource source, Identity identity) {
    return failure(source.open(identity, FIRST_TEN)).kind();
  }

  @Test
  public void aStrongEtagIsTheCondition() {
    HttpObjectSource source = source();
    Identity identity = identity(source);
    read(source.open(identity, FIRST_TEN));
    assertEquals(identity.etag(), lastRequest().header("If-Match").orElseThrow());
    assertEquals("bytes=0-9", lastRequest().header("Range").orElseThrow());
  }

  /** Cut down to bytes, these characters would be a line break in our request. */
  @Test
  public void anEtagThatFitsNoHeaderIsNotSentBack() {
    HttpObjectSource source = source();
    Identity seen = identity(source);
    Identity odd =
        new Identity(
            seen.sizeBytes(), "\"a\u010d\u010ab\"", seen.lastModified(), "", seen.checksums());
    assertEquals(FailureKind.SOURCE_CHANGED, kindOfNextRange(source, odd));
    assertTrue(lastRequest().header("If-Match").isEmpty());
    assertEquals(seen.lastModified(), lastRequest().header("If-Unmodified-Since").orElseThrow());
  }

  /** As RFC 9110, 15.3.7 allows; who reads it asks for the rest as after any early end. */
  @Test
  public void aServerMaySendLessThanWasAskedFor() {
    HttpObjectSource source = source();
    Identity identity = identity(source);
    server.fault(ranged(), Fault.shortenRange(4));
    ByteBuffer bytes = ByteBuffer.allocate(10);
    try (RangeBody body = await(source.open(identity, FIRST_TEN))) {
      assertEquals(4, body.read(bytes));
      TributaryException early =
          Assert.assertThrows(TributaryException.class, () -> body.read(bytes));
      assertEquals(FailureKind.NETWORK, early.kind());
    }
    assertEquals(ByteBuffer.wrap(expected(new ByteRange(0, 4))), bytes.flip());
  }

  @Test
  public void lessThanWasAskedForAndAnotherLengthIsAConfusionThatGetsAnotherChance() {
    HttpObjectSource source = source();
    Identity identity = identity(source);
    server.fault(ranged().times(1), Fault.shiftContentRange(0, -1, 0));
    assertArrayEquals(expected(FIRST_TEN), read(source.open(identity, FIRST_TEN)));
  }

  @Test
  public void withoutAStrongEtagTheDateIsTheCondition() {
    server.put("/file", OBJECT.withEtag("W/\"weak\""));
    HttpObjectSource source = source();
    Identity identity = identity(source);
    assertArrayEquals(expected(FIRST_TEN), read(source.open(identity, FIRST_TEN)));
    assertEquals(
        identity.lastModified(), lastRequest().header("If-Unmodified-Since").orElseThrow());
    assertTrue(lastRequest().header("If-Match").isEmpty());
  }

  @Test
  public void aLaterDateMeansAnotherObject() {
    StoredObject dated =
        OBJECT.withEtag("").withLastModified(Instant.parse("2026-01-01T00:00:00Z"));
    server.put("/file", dated);
    HttpObjectSource source = source();
    Identity identity = identity(source);
    server.put("/file", dated.withLastModified(Instant.parse("2026-01-01T00:00:01Z")));
    assertEquals(FailureKind.SOURCE_CHANGED, kindOfNextRange(source, identity));
  }

  @Test
  public void anotherWeakEtagMeansAnotherObject() {
    server.put("/file", OBJECT.withEtag("W/\"1\""));
    HttpObjectSource source = source();
    Identity identity = identity(source);
    server.put("/file", OBJECT.withEtag("W/\"2\""));
    assertEquals(FailureKind.SOURCE_CHANGED, kindOfNextRange(source, identity));
  }

  @Test
  public void anotherPublishedChecksumMeansAnotherObject() {
    server.put("/file", OBJECT.withHeader("x-oss-hash-crc64ecma", "1"));
    HttpObjectSource source = source();
    Identity identity = identity(source);
    server.fault(ranged(), Fault.header("x-oss-hash-crc64ecma", "2"));
    assertEquals(FailureKind.SOURCE_CHANGED, kindOfNextRange(source, identity));
  }

  @Test
  public void aServerWithoutAnyValidatorIsTakenByItsSize() {
    server.fault(When.any(), Fault.withoutHeader("ETag"), Fault.withoutHeader("Last-Modified"));
    HttpObjectSource source = source();
    Identity identity = identity(source);
    assertFalse(identity.hasValidator());
    assertArrayEquals(expected(FIRST_TEN), read(source.open(identity, FIRST_TEN)));
  }

  @Test
  public void aRangeThatDoesNotSayOfWhichObjectItIsIsRefused() {
    HttpObjectSource source = source();
    Identity identity = identity(source);
    server.fault(ranged(), Fault.withoutHeader("ETag"), Fault.withoutHeader("Last-Modified"));
    assertEquals(FailureKind.PROTOCOL, kindOfNextRange(source, identity));
  }

  @Test
  public void aPreconditionThatFailsMeansAnotherObject() {
    HttpObjectSource source = source();
    Identity identity = identity(source);
    server.fault(ranged(), Fault.status(412));
    assertEquals(FailureKind.SOURCE_CHANGED, kindOfNextRange(source, identity));
  }

  @Test
  public void anUnsatisfiableRangeIsChangedOnlyWhenTheSizeIs() {
    HttpObjectSource source = source();
    Identity identity = identity(source);
    server.fault(ranged().nth(1), Fault.status(416, Map.of("Content-Range", "bytes */7"), ""));
    assertEquals(FailureKind.SOURCE_CHANGED, kindOfNextRange(source, identity));
    server.fault(
        ranged().nth(1), Fault.status(416, Map.of("Content-Range", "bytes */" + SIZE), ""));
    assertEquals(FailureKind.PROTOCOL, kindOfNextRange(source, identity));
    server.fault(ranged().nth(1), Fault.status(416));
    assertEquals(FailureKind.PROTOCOL, kindOfNextRange(source, identity));
    server.fault(ranged().nth(1), Fault.status(416));
    server.put("/file", Content.of("short"));
    assertEquals(FailureKind.SOURCE_CHANGED, kindOfNextRange(source, identity));
  }

  @Test
  public void aTranscodingProxyIsNoticed() {
    HttpObjectSource source = source();
    Identity identity = identity(source);
    server.fault(When.get("/file"), Fault.gzip());
    assertEquals(FailureKind.PROTOCOL, kindOfNextRange(source, identity));
    assertEquals(FailureKind.PROTOCOL, failure(source.openWhole(identity)).kind());
  }

  @Test
  public void bytesBeyondTheAnnouncedOnesNeverPass() {
    HttpObjectSource source = source();
    Identity identity = identity(source);
    server.fault(ranged(), Fault.extraBytes(5));
    assertArrayEquals(expected(FIRST_TEN), read(source.open(identity, FIRST_TEN)));
    assertArrayEquals(expected(FIRST_TEN), read(source.open(identity, FIRST_TEN)));
  }

  @Test
  public void chunkedRangesAreCounted() {
    HttpObjectSource source = source();
    Identity identity = identity(source);
    server.put("/file", OBJECT.withEtag(identity.etag()).withFraming(Framing.CHUNKED));
    ByteRange range = new ByteRange(5, 90_000);
    assertArrayEquals(expected(range), read(source.open(identity, range)));
    server.fault(ranged(), Fault.closeAfter(50_000));
    TributaryException failure = failure(reader.start(source.open(identity, range)));
    assertEquals(FailureKind.NETWORK, failure.kind());
  }

  @Test
  public void aBodyUpToTheEndOfTheConnectionIsCounted() {
    HttpObjectSource source = source();
    Identity identity = identity(source);
    server.put("/file", OBJECT.withEtag(identity.etag()).withFraming(Framing.UNTIL_CLOSE));
    ByteRange range = new ByteRange(5, 90_000);
    assertArrayEquals(expected(range), read(source.open(identity, range)));
    server.fault(ranged(), Fault.closeAfter(50_000));
    TributaryException failure = failure(reader.start(source.open(identity, range)));
    assertEquals(FailureKind.NETWORK, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("after 50000 of 89995 bytes"));
  }

  @Test
  public void aWholeObjectOfAnotherLengthMeansAnotherObject() {
    server.fault(When.any(), Fault.withoutHeader("ETag"), Fault.withoutHeader("Last-Modified"));
    HttpObjectSource source = source();
    Identity identity = identity(source);
    server.put("/file", Content.of("short"));
    assertEquals(FailureKind.SOURCE_CHANGED, failure(source.openWhole(identity)).kind());
  }

  @Test
  public void unusualStatusesAreClearFailures() {
    HttpObjectSource source = source();
    Identity identity = identity(source);
    Map<Integer, FailureKind> kinds =
        Map.of(
            204, FailureKind.PROTOCOL,
            299, FailureKind.PROTOCOL,
            304, FailureKind.PROTOCOL,
            418, FailureKind.PROTOCOL,
            408, FailureKind.NETWORK,
            502, FailureKind.NETWORK,
            599, FailureKind.NETWORK,
            401, FailureKind.ACCESS_DENIED);
    kinds.forEach(
        (status, kind) -> {
          server.fault(ranged().once(), Fault.status(status));
          assertEquals("status " + status, kind, kindOfNextRange(source, identity));
        });
  }

  @Test
  public void anErrorOfAGigabyteIsNotRead() {
    HttpObjectSource source = source();
    Identity identity = identity(source);
    server.put("/big", Content.synthetic(1, 1L << 30));
    server.fault(
        ranged(),
        new Fault() {
          @Override
          public HttpResponse onResponse(HttpRequest request, HttpResponse response) {
            return response
                .withStatus(403)
                .withBody(HttpResponse.Body.of(Content.synthetic(1, 1L << 30)));
          }
        });
    assertEquals(FailureKind.ACCESS_DENIED, kindOfNextRange(source, identity));
    reader.until(() -> server.openConnections() == 0, PATIENCE);
    assertTrue(server.bytesSent() < 64L << 20);
  }

  @Test
  public void theListOfChecksumsIsKeptOverASecondLook() {
    server.put("/file", OBJECT.withHeader("x-oss-hash-crc64ecma", "18446744073709551615"));
    Checksum checksum = identity(source()).checksums().get(0);
    assertEquals("18446744073709551615", checksum.value());
  }
}
