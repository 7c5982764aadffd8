package io.tributary.storage.s3;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.Locator;
import io.tributary.storage.ObjectReader;
import io.tributary.storage.ObjectReaderContract;
import io.tributary.storage.SourceReader;
import io.tributary.storage.bucket.AccessKeys;
import io.tributary.storage.bucket.KeySource;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.StoredObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** Objects of an S3 bucket, read one by one; signatures are looked at, not verified. */
public final class S3ObjectReaderTest extends ObjectReaderContract {

  @Override
  protected ObjectServer startServer() {
    return ObjectServer.start();
  }

  @Override
  protected ObjectReader open(SourceReader.Node node) {
    return S3Setup.at(server.origin()).reader("bucket", node);
  }

  @Override
  protected Locator locator(String path) {
    return new BucketLocator("s3", "bucket", path.substring("/bucket/".length()), "");
  }

  @Override
  protected Locator elsewhere() {
    return new BucketLocator("s3", "another-bucket", "object", "");
  }

  private List<WireSignature> signatures() {
    return server.requests().stream()
        .map(request -> new WireSignature(request, "river-secret"))
        .toList();
  }

  @Test
  public void eachKeyIsSignedAsItIsSent() {
    for (String key : new String[] {"a b+c%d?e#f&g=h", "河/🌊.bin", "a//b/", "..", "?versionId=x"}) {
      server.put("/bucket/" + key, Content.of(key));
      assertArrayEquals(Content.of(key).toByteArray(), read("/bucket/" + key));
    }
    assertEquals(5, signatures().size());
    signatures().forEach(signature -> assertTrue(signature.right()));
  }

  @Test
  public void theRegionIsLearnedOnceForAllObjects() {
    server.put("/bucket/a", Content.of("a"));
    server.put("/bucket/b", Content.of("b"));
    server.fault(
        When.any().once(), Fault.status(301, Map.of("x-amz-bucket-region", "ap-south-1"), ""));
    assertArrayEquals(new byte[] {'a'}, read("/bucket/a"));
    assertArrayEquals(new byte[] {'b'}, read("/bucket/b"));
    assertEquals(
        List.of("eu-central-1", "ap-south-1", "ap-south-1"),
        signatures().stream().map(WireSignature::region).toList());
  }

  /** Fault 43. */
  @Test
  public void anArchivedObjectIsNoMatterOfPermissions() {
    server.fault(
        When.any(),
        Fault.status(
            403,
            Map.of(),
            "<Error><Code>InvalidObjectState</Code><StorageClass>GLACIER</StorageClass></Error>"));
    TributaryException failure = failure("/bucket/a");
    assertTrue(failure.getMessage(), failure.getMessage().contains("GLACIER"));
    assertEquals(1, server.requestCount());
  }

  /** Fault 43. */
  @Test
  public void aRestoreIsASignedPost() throws Exception {
    server.fault(When.any().nth(1), Fault.status(202, Map.of(), ""));
    server.fault(
        When.any().nth(2),
        Fault.status(409, Map.of(), "<Error><Code>RestoreAlreadyInProgress</Code></Error>"));
    server.fault(
        When.any().nth(3), Fault.status(403, Map.of(), "<Error><Code>AccessDenied</Code></Error>"));
    server.fault(
        When.any().nth(4),
        Fault.status(403, Map.of(), "<Error><Code>InvalidObjectState</Code></Error>"));
    Locator version = new BucketLocator("s3", "bucket", "a b", "v/1");
    node.await(reader.restore(version, 5));
    node.await(reader.restore(version, 5));
    TributaryException denied = node.failure(reader.restore(version, 5));
    assertEquals(FailureKind.ACCESS_DENIED, denied.kind());
    assertTrue(denied.getMessage(), denied.getMessage().contains("s3:RestoreObject"));
    TributaryException refused = node.failure(reader.restore(version, 5));
    assertEquals(FailureKind.ACCESS_DENIED, refused.kind());
    assertTrue(refused.getMessage(), refused.getMessage().contains("refuses to restore"));
    RecordedRequest asked = server.requests().get(0);
    assertEquals("POST", asked.method());
    assertEquals("/bucket/a%20b?restore&versionId=v%2F1", asked.request().target());
    byte[] body = asked.request().body().bytes();
    assertTrue(new String(body, StandardCharsets.UTF_8).contains("<Days>5</Days>"));
    assertEquals(
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body)),
        asked.header("x-amz-content-sha256").orElseThrow());
    signatures().forEach(signature -> assertTrue(signature.right()));
  }

  /** It comes back for good, and a request that names days is refused. */
  @Test
  public void whatIntelligentTieringHasArchivedIsRestoredWithoutDays() throws Exception {
    server.put(
        "/bucket/a b",
        StoredObject.of(Content.of("x")).withHeader("x-amz-storage-class", "INTELLIGENT_TIERING"));
    Locator object = new BucketLocator("s3", "bucket", "a b", "");
    server.fault(
        When.any().nth(1),
        Fault.status(400, Map.of(), "<Error><Code>InvalidArgument</Code></Error>"));
    server.fault(When.any().nth(3), Fault.status(202, Map.of(), ""));
    node.await(reader.restore(object, 5));
    List<RecordedRequest> requests = server.requests();
    assertEquals(
        List.of("POST", "HEAD", "POST"), requests.stream().map(RecordedRequest::method).toList());
    String days = new String(requests.get(0).request().body().bytes(), StandardCharsets.UTF_8);
    assertTrue(days, days.contains("<Days>5</Days>"));
    String body = new String(requests.get(2).request().body().bytes(), StandardCharsets.UTF_8);
    assertTrue(body, body.contains("<RestoreRequest") && !body.contains("Days"));
    assertEquals("/bucket/a%20b?restore", requests.get(2).request().target());
    signatures().forEach(signature -> assertTrue(signature.right()));
  }

  @Test
  public void whatIsOfAnotherClassIsRefusedAsItIs() throws Exception {
    server.put(
        "/bucket/a b",
        StoredObject.of(Content.of("x")).withHeader("x-amz-storage-class", "GLACIER"));
    server.fault(
        When.any().nth(1),
        Fault.status(403, Map.of(), "<Error><Code>InvalidObjectState</Code></Error>"));
    TributaryException refused =
        node.failure(reader.restore(new BucketLocator("s3", "bucket", "a b", ""), 5));
    assertTrue(refused.getMessage(), refused.getMessage().contains("refuses to restore"));
    assertEquals(2, server.requests().size());
  }

  /** Whoever waits for a server waits in a thread of its own, and not in one that fetches keys. */
  @Test
  public void keysThatComeLaterAreNotKeptFromOthers() {
    server.put("/bucket/a", Content.of("a"));
    server.put("/bucket/b", Content.of("b"));
    ExecutorService one = Executors.newSingleThreadExecutor();
    ObjectReader slow = S3Setup.at(server.origin()).keys(from(one)).reader("bucket", node.node());
    node.read(slow.open(locator("/bucket/a")).thenApply(ObjectReader.Opened::body));
    FaultRule stall = server.fault(When.get("/bucket/a").once(), Fault.stallBeforeHead());
    CompletableFuture<ObjectReader.Opened> stalled =
        CompletableFuture.supplyAsync(() -> slow.openHere(locator("/bucket/a")));
    node.until(() -> stall.fired() == 1, Duration.ofSeconds(10));
    byte[] other = node.read(slow.open(locator("/bucket/b")).thenApply(ObjectReader.Opened::body));
    assertArrayEquals(new byte[] {'b'}, other);
    stall.release();
    node.await(stalled).body().close();
    node.await(slow.close());
    one.shutdown();
  }

  private static KeySource from(ExecutorService thread) {
    return new KeySource() {
      @Override
      public CompletionStage<AccessKeys> current() {
        Executor later = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS, thread);
        return CompletableFuture.supplyAsync(() -> S3Setup.KEYS, later);
      }

      @Override
      public boolean refused() {
        return false;
      }
    };
  }

  @Test
  public void aKeyThatIsNoneIsNotAskedFor() {
    for (String key : new String[] {"", "\ud800"}) {
      Locator object = new BucketLocator("s3", "bucket", key, "");
      assertEquals(FailureKind.USAGE, node.failure(reader.open(object)).kind());
    }
    assertEquals(0, server.requestCount());
  }
}
