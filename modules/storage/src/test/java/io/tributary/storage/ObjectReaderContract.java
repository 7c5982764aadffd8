package io.tributary.storage;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.core.locator.Locator;
import io.tributary.storage.ObjectReader.Opened;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.StoredObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What every reader must do. Each kind extends this with its server and its locators. */
public abstract class ObjectReaderContract extends JUnitSuite {
  private static final String PATH = "/bucket/object";
  private static final Content CONTENT = Content.synthetic(5, 10_000);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  protected static SourceReader node;

  private static ExecutorService waiting;

  protected ObjectServer server;
  protected ObjectReader reader;

  /** A server with the semantics of this kind. */
  protected abstract ObjectServer startServer();

  /** A reader of what is in {@code /bucket/} of {@link #server}. */
  protected abstract ObjectReader open(SourceReader.Node node);

  /** An object in that place. */
  protected abstract Locator locator(String path);

  /** One of the same scheme in another place. */
  protected abstract Locator elsewhere();

  @BeforeClass
  public static void startNode() {
    node = SourceReader.start();
    waiting = Executors.newCachedThreadPool();
  }

  @AfterClass
  public static void stopNode() {
    node.stop();
    waiting.shutdown();
  }

  @Before
  public void startServerOfTest() {
    server = startServer();
    reader = open(node.node());
  }

  @After
  public void stopServerOfTest() {
    node.await(reader.close());
    server.close();
  }

  /** As batches do it: in a thread that may wait. */
  private CompletionStage<Opened> here(String path) {
    return CompletableFuture.supplyAsync(() -> reader.openHere(locator(path)), waiting);
  }

  protected final byte[] read(String path) {
    return node.read(reader.open(locator(path)).thenApply(Opened::body));
  }

  private byte[] readHere(String path) {
    return node.read(here(path).thenApply(Opened::body));
  }

  protected final TributaryException failure(String path) {
    TributaryException failure = node.failure(reader.open(locator(path)));
    assertTrue(failure.getMessage(), failure.getMessage().contains(locator(path).display()));
    return failure;
  }

  @Test
  public void manyObjectsComeOverOneConnection() {
    for (int i = 0; i < 20; i++) {
      String path = PATH + i;
      server.put(path, Content.synthetic(i, 1000 + i));
      byte[] expected = Content.synthetic(i, 1000 + i).toByteArray();
      assertArrayEquals(expected, i % 2 == 0 ? read(path) : readHere(path));
    }
    assertEquals(1, server.connections());
    assertEquals(20, server.requestCount());
  }

  @Test
  public void manyAtOnceDoNotMixAndConnectionsAreKept() {
    int count = 200;
    List<CompletionStage<byte[]>> bodies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      server.put(PATH + i, Content.synthetic(i, 3000));
    }
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < count; i++) {
        bodies.add(node.start(here(PATH + i).thenApply(Opened::body)));
      }
      for (int i = 0; i < count; i++) {
        byte[] body = node.await(bodies.get(round * count + i));
        assertArrayEquals(Content.synthetic(i, 3000).toByteArray(), body);
      }
    }
    assertTrue("connections: " + server.connections(), server.connections() <= count);
  }

  @Test
  public void theAnswerSaysWhatTheObjectIs() {
    StoredObject object = server.put(PATH, CONTENT);
    Opened opened = node.await(reader.open(locator(PATH)));
    Identity identity = opened.identity();
    assertEquals(10_000, identity.sizeBytes());
    assertEquals(object.validators().etag(), identity.etag());
    assertFalse(identity.lastModified().isEmpty());
    opened.body().close();
  }

  @Test
  public void nothingIsSentThatWouldMakeItAnotherAnswer() {
    server.put(PATH, CONTENT);
    assertArrayEquals(CONTENT.toByteArray(), read(PATH));
    RecordedRequest request = server.requests().get(0);
    assertEquals("GET", request.method());
    for (String condition : new String[] {"If-Match", "If-Unmodified-Since", "Range"}) {
      assertTrue(condition, request.header(condition).isEmpty());
    }
    assertEquals("identity", request.header("Accept-Encoding").orElseThrow());
  }

  @Test
  public void anObjectThatChangesIsReadAsItIsNow() {
    server.put(PATH, Content.of("before"));
    assertArrayEquals(Content.of("before").toByteArray(), read(PATH));
    server.put(PATH, Content.of("after!!"));
    assertArrayEquals(Content.of("after!!").toByteArray(), read(PATH));
  }

  @Test
  public void anEmptyObjectIsReadAndKeepsItsConnection() {
    server.put(PATH, Content.of(""));
    assertEquals(0, read(PATH).length);
    assertEquals(0, readHere(PATH).length);
    assertEquals(1, server.connections());
  }

  @Test
  public void aMissingObjectIsNotFoundAndKeepsItsConnection() {
    server.put(PATH, CONTENT);
    assertEquals(FailureKind.NOT_FOUND, failure("/bucket/none").kind());
    assertArrayEquals(CONTENT.toByteArray(), readHere(PATH));
    assertEquals(1, server.connections());
  }

  @Test
  public void statusesMeanWhatTheyMeanEverywhere() {
    server.put(PATH, CONTENT);
    Map<Integer, FailureKind> kinds =
        Map.of(
            403, FailureKind.ACCESS_DENIED,
            410, FailureKind.NOT_FOUND,
            500, FailureKind.NETWORK,
            204, FailureKind.PROTOCOL,
            206, FailureKind.PROTOCOL);
    kinds.forEach(
        (status, kind) -> {
          FaultRule rule = server.fault(When.get(PATH).once(), Fault.status(status));
          TributaryException failure = node.failure(here(PATH));
          assertEquals("HTTP " + status, kind, failure.kind());
          assertEquals(1, rule.fired());
        });
    assertArrayEquals(CONTENT.toByteArray(), read(PATH));
  }

  @Test
  public void throttlingCarriesTheTimeToWait() {
    server.put(PATH, CONTENT);
    for (int status : new int[] {429, 503}) {
      server.fault(
          When.any().once(), Fault.status(status, Map.of("Retry-After", "7"), "slow down"));
      TributaryException failure = failure(PATH);
      assertEquals(FailureKind.THROTTLED, failure.kind());
      assertEquals(Duration.ofSeconds(7), failure.retryAfter().orElseThrow());
    }
  }

  @Test
  public void aResetOfAReusedConnectionIsNoFailure() {
    server.put(PATH, CONTENT);
    assertArrayEquals(CONTENT.toByteArray(), read(PATH));
    FaultRule reset = server.fault(When.any().onReusedConnection().once(), Fault.reset());
    assertArrayEquals(CONTENT.toByteArray(), readHere(PATH));
    assertEquals(1, reset.fired());
  }

  @Test
  public void aResetOfANewConnectionIsAFailure() {
    server.put(PATH, CONTENT);
    server.fault(When.any(), Fault.reset());
    assertEquals(FailureKind.NETWORK, failure(PATH).kind());
  }

  @Test
  public void aBodyThatEndsEarlyIsAFailure() {
    server.put(PATH, CONTENT);
    server.fault(When.any().once(), Fault.closeAfter(5000));
    TributaryException failure =
        node.failure(node.start(reader.open(locator(PATH)).thenApply(Opened::body)));
    assertEquals(FailureKind.NETWORK, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("5000 of 10000"));
    assertArrayEquals(CONTENT.toByteArray(), readHere(PATH));
  }

  @Test
  public void whatIsCompressedOnTheWayIsRefused() {
    server.put(PATH, CONTENT);
    server.fault(When.any(), Fault.gzip(), Fault.withoutHeader("Content-Length"));
    assertEquals(FailureKind.PROTOCOL, failure(PATH).kind());
  }

  @Test
  public void anObjectOfAnotherPlaceIsNotAskedFor() {
    assertTrue(reader.reads(locator(PATH)));
    assertFalse(reader.reads(elsewhere()));
    assertEquals(FailureKind.USAGE, node.failure(reader.open(elsewhere())).kind());
    assertEquals(0, server.requestCount());
  }

  @Test
  public void oneThatStallsDoesNotHoldUpOthers() {
    server.put(PATH, CONTENT);
    FaultRule stall = server.fault(When.any().once(), Fault.stallBeforeHead());
    CompletionStage<byte[]> stalled = node.start(here(PATH).thenApply(Opened::body));
    node.until(() -> stall.fired() == 1, PATIENCE);
    assertArrayEquals(CONTENT.toByteArray(), readHere(PATH));
    assertFalse(stalled.toCompletableFuture().isDone());
    stall.release();
    assertArrayEquals(CONTENT.toByteArray(), node.await(stalled));
  }

  @Test
  public void closingEndsConnectionsAndBodies() {
    server.put(PATH, CONTENT);
    FaultRule stall = server.fault(When.any(), Fault.stallAfter(100));
    CompletionStage<byte[]> stalled = node.start(here(PATH).thenApply(Opened::body));
    node.until(() -> server.bytesSent() >= 100, PATIENCE);
    node.await(reader.close());
    node.failure(stalled);
    stall.release();
    node.until(() -> server.openConnections() == 0, PATIENCE);
    node.await(reader.close());
  }
}
