package io.tributary.storage.s3;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.bucket.AccessKeys;
import io.tributary.storage.bucket.KeySource;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.StoredObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Requests on the wire, and what becomes of refusals. */
public final class S3RefusalTest extends S3SourceSuite {
  private ObjectServer server;

  @Before
  public void serve() {
    server = ObjectServer.start();
    server.put(PATH, Content.of("0123456789"));
  }

  @After
  public void stopServer() {
    server.close();
  }

  private S3Setup setup() {
    return S3Setup.at(server.origin());
  }

  private List<WireSignature> signatures() {
    return server.requests().stream()
        .map(request -> new WireSignature(request, "river-secret"))
        .toList();
  }

  @Test
  public void everyKeyIsSignedAsItIsSent() {
    for (String key :
        new String[] {
          "a b+c%d?e#f&g=h",
          "河/🌊.bin",
          "/lead",
          "a//b/",
          "a/../b/./c/..",
          "..",
          "%E6%00*'~",
          "tab\tand\nline",
          "\"quotes\"<>|^`{}[]",
          "a;b,c:d@e!f$g(h)",
          "?versionId=x"
        }) {
      server.put("/bucket/" + key, Content.of(key));
      assertEquals(key, whole(setup(), "/bucket/" + key));
      signatures().forEach(signature -> assertTrue(key, signature.right()));
      server.clearLog();
    }
  }

  @Test
  public void rangesConditionsAndVersionsAreWithinTheSignature() {
    server.put(PATH, StoredObject.of(Content.of("0123456789")).withVersionId("3 L/4=&x"));
    BucketLocator old = new BucketLocator("s3", "bucket", "object", "3 L/4=&x");
    ObjectSource source = setup().open(old, reader.node());
    reader.read(source.open(reader.await(source.probe()).identity(), new ByteRange(2, 5)));
    reader.await(source.close());
    assertTrue(signatures().stream().allMatch(WireSignature::right));
    assertEquals(
        "host;if-match;range;x-amz-content-sha256;x-amz-date", signatures().get(1).signedHeaders());
    assertEquals("eu-central-1", signatures().get(1).region());
  }

  /** On a range the checksum would be that of a part of the upload. */
  @Test
  public void checksumsAreAskedForWhereTheyAreOfTheWholeObject() {
    text(setup(), PATH, new ByteRange(2, 5));
    assertEquals(List.of(Optional.of("ENABLED"), Optional.empty()), header("x-amz-checksum-mode"));
  }

  @Test
  public void thePayerIsNamedAndSigned() {
    whole(setup().paying(), PATH);
    assertEquals(Optional.of("requester"), header("x-amz-request-payer").get(0));
    assertTrue(signatures().get(0).signedHeaders().contains("x-amz-request-payer"));
  }

  @Test
  public void publicObjectsNeedNoSignature() {
    assertEquals("0123456789", whole(setup().unsigned(), PATH));
    assertTrue(header("Authorization").stream().allMatch(Optional::isEmpty));
  }

  private List<Optional<String>> header(String name) {
    return server.requests().stream().map(request -> request.header(name)).toList();
  }

  @Test
  public void aBucketInAnotherRegionIsFoundThereAndRemembered() {
    server.fault(
        When.any().method("HEAD").once(),
        Fault.status(301, Map.of("x-amz-bucket-region", "ap-south-1"), ""));
    S3Setup setup = setup();
    assertEquals("0123456789", whole(setup, PATH));
    assertEquals("0123456789", whole(setup, PATH));
    assertEquals(
        List.of("eu-central-1", "ap-south-1", "ap-south-1", "ap-south-1", "ap-south-1"),
        signatures().stream().map(WireSignature::region).toList());
  }

  @Test
  public void aRequestSignedForTheWrongRegionIsSignedForTheRightOne() {
    server.fault(
        When.get(PATH).once(),
        Fault.status(
            400,
            Map.of(),
            "<Error><Code>AuthorizationHeaderMalformed</Code><Region>us-west-2</Region></Error>"));
    assertEquals("0123456789", whole(setup(), PATH));
    assertEquals(
        List.of("eu-central-1", "eu-central-1", "us-west-2"),
        signatures().stream().map(WireSignature::region).toList());
  }

  @Test
  public void aServiceThatSendsFromRegionToRegionIsGivenUp() {
    server.fault(When.any(), Fault.status(301, Map.of("x-amz-bucket-region", "ap-south-1"), ""));
    TributaryException failure = refusal(setup(), PATH);
    assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
    assertTrue(
        failure.getMessage(),
        failure.getMessage().contains("give --region ap-south-1, and no --endpoint"));
    assertTrue(server.requestCount() <= 4);
  }

  /** Fault 93. */
  @Test
  public void theServersClockIsTakenOver() {
    Instant later = Instant.now().plusSeconds(7200);
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(later.atOffset(ZoneOffset.UTC));
    server.fault(
        When.get(PATH).once(),
        Fault.status(
            403, Map.of("Date", date), "<Error><Code>RequestTimeTooSkewed</Code></Error>"));
    assertEquals("0123456789", whole(setup(), PATH));
    RecordedRequest last = server.requests().get(server.requests().size() - 1);
    String signedAt = last.header("x-amz-date").orElseThrow();
    assertEquals(
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HH").format(later.atOffset(ZoneOffset.UTC)),
        signedAt.substring(0, 11));
  }

  /** Fault 94. */
  @Test
  public void expiredKeysAreReplacedOnce() {
    server.fault(
        When.get(PATH).once(),
        Fault.status(400, Map.of(), "<Error><Code>ExpiredToken</Code></Error>"));
    Turning keys = new Turning();
    assertEquals("0123456789", whole(setup().keys(keys), PATH));
    assertEquals(1, keys.refusals);
  }

  @Test
  public void keysThatStayRefusedAreAFailure() {
    server.fault(
        When.any(), Fault.status(403, Map.of(), "<Error><Code>ExpiredToken</Code></Error>"));
    TributaryException failure = refusal(setup().keys(new Turning()), PATH);
    assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("expired"));
  }

  @Test
  public void busyServersAreThrottledNotFailed() {
    server.fault(
        When.any(),
        Fault.status(503, Map.of("Retry-After", "3"), "<Error><Code>SlowDown</Code></Error>"));
    assertEquals(FailureKind.THROTTLED, refusal(setup(), PATH).kind());
  }

  /** Fault 106. */
  @Test
  public void hostileErrorDocumentsAreNotExpanded() {
    String document =
        "<!DOCTYPE Error [<!ENTITY x SYSTEM \""
            + server.url("/evil")
            + "\">]><Error><Code>AccessDenied</Code><Message>&x;</Message></Error>";
    server.fault(When.any().method("HEAD"), Fault.status(403, Map.of(), ""));
    server.fault(When.get(PATH), Fault.status(403, Map.of(), document));
    assertEquals(FailureKind.ACCESS_DENIED, refusal(setup(), PATH).kind());
    assertTrue(server.requests("/evil").isEmpty());
  }

  /** Keys that can be had anew. */
  private static final class Turning implements KeySource {
    private volatile int refusals;

    @Override
    public CompletionStage<AccessKeys> current() {
      return CompletableFuture.completedFuture(S3Setup.KEYS);
    }

    @Override
    public synchronized boolean refused() {
      refusals++;
      return true;
    }
  }
}
