package io.tributary.storage;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.core.range.ByteRange;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.StoredObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What every source must do. Each kind of source extends this with its server and its locators. */
public abstract class ObjectSourceContract extends JUnitSuite {
  protected static final int SIZE = 300_000;
  protected static final Content CONTENT = Content.synthetic(7, SIZE);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static SourceReader reader;

  private final List<ObjectSource> opened = new ArrayList<>();
  protected ObjectServer server;

  /** A server with the semantics of this kind of source. */
  protected abstract ObjectServer startServer();

  /** A source of what lies at {@code path} of {@link #server}. */
  protected abstract ObjectSource open(String path, SourceReader.Node node);

  /** Where objects of the tests are put. */
  protected String path() {
    return "/bucket/object";
  }

  @BeforeClass
  public static void startNode() {
    reader = SourceReader.start();
  }

  @AfterClass
  public static void stopNode() {
    reader.stop();
  }

  @Before
  public void startServerOfTest() {
    server = startServer();
  }

  @After
  public void stopServerOfTest() {
    opened.forEach(source -> reader.await(source.close()));
    server.close();
  }

  protected final ObjectSource source() {
    ObjectSource source = open(path(), reader.node());
    opened.add(source);
    return source;
  }

  protected final <T> T await(CompletionStage<T> stage) {
    return reader.await(stage);
  }

  protected final TributaryException failure(CompletionStage<?> stage) {
    return reader.failure(stage);
  }

  protected final byte[] read(CompletionStage<RangeBody> body) {
    return reader.read(body);
  }

  protected final StoredObject put() {
    return server.put(path(), CONTENT);
  }

  protected final When ranged() {
    return When.get(path()).ranged();
  }

  private static byte[] expected(long start, long end) {
    return CONTENT.slice(start, Math.toIntExact(end - start));
  }

  @Test
  public void aProbeLearnsTheIdentity() {
    StoredObject object = put();
    Probe probe = await(source().probe());
    assertEquals(SIZE, probe.identity().sizeBytes());
    assertEquals(object.validators().etag(), probe.identity().etag());
    assertFalse(probe.identity().lastModified().isEmpty());
    assertTrue(probe.ranges());
  }

  @Test
  public void rangesAreExactlyTheBytesAskedFor() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    long[][] ranges = {{0, 1}, {0, SIZE}, {SIZE - 1, SIZE}, {1, 100_000}, {99_999, 200_001}};
    for (long[] range : ranges) {
      byte[] bytes = read(source.open(identity, new ByteRange(range[0], range[1])));
      assertArrayEquals(expected(range[0], range[1]), bytes);
    }
  }

  @Test
  public void manyRangesAtOnceDoNotMix() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    int pieces = 16;
    int step = SIZE / pieces;
    List<CompletionStage<byte[]>> bodies = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      bodies.add(reader.start(source.open(identity, ByteRange.ofLength((long) i * step, step))));
    }
    for (int i = 0; i < pieces; i++) {
      assertArrayEquals(expected((long) i * step, (long) (i + 1) * step), await(bodies.get(i)));
    }
  }

  @Test
  public void consecutiveRangesShareAConnection() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    for (int i = 0; i < 10; i++) {
      read(source.open(identity, ByteRange.ofLength(i * 1000L, 1000)));
    }
    assertEquals(1, server.connections());
  }

  @Test
  public void theWholeObjectComesInOneStream() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    assertArrayEquals(CONTENT.toByteArray(), read(source.openWhole(identity)));
  }

  @Test
  public void anEmptyObjectIsRead() {
    server.put(path(), Content.of(""));
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    assertEquals(0, identity.sizeBytes());
    assertEquals(0, read(source.openWhole(identity)).length);
  }

  @Test
  public void anObjectOfOneByteIsRead() {
    server.put(path(), Content.of("x"));
    ObjectSource source = source();
    Probe probe = await(source.probe());
    assertTrue(probe.ranges());
    byte[] bytes = read(source.open(probe.identity(), new ByteRange(0, 1)));
    assertArrayEquals(new byte[] {'x'}, bytes);
  }

  @Test
  public void aMissingObjectIsNotFound() {
    ObjectSource source = source();
    assertEquals(FailureKind.NOT_FOUND, failure(source.probe()).kind());
  }

  @Test
  public void anObjectThatVanishesIsNotFound() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    server.remove(path());
    assertEquals(
        FailureKind.NOT_FOUND, failure(source.open(identity, new ByteRange(0, 10))).kind());
  }

  @Test
  public void anObjectOverwrittenMidwayIsNoticed() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    server.put(path(), Content.synthetic(8, SIZE));
    assertEquals(
        FailureKind.SOURCE_CHANGED, failure(source.open(identity, new ByteRange(0, 10))).kind());
  }

  @Test
  public void anotherEtagIsNoticedWhereConditionsAreIgnored() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    server.fault(ranged(), Fault.header("ETag", "\"another\""));
    assertEquals(
        FailureKind.SOURCE_CHANGED, failure(source.open(identity, new ByteRange(0, 10))).kind());
  }

  @Test
  public void anObjectThatShrankIsNoticed() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    server.put(path(), Content.synthetic(7, 1000));
    TributaryException failure = failure(source.open(identity, new ByteRange(5000, 6000)));
    assertEquals(FailureKind.SOURCE_CHANGED, failure.kind());
  }

  @Test
  public void anIgnoredRangeIsRefusedWithoutReadingIt() {
    server.put(path(), Content.synthetic(1, 1L << 32));
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    server.fault(ranged(), Fault.ignoreRange());
    TributaryException failure = failure(source.open(identity, new ByteRange(100, 200)));
    assertEquals(FailureKind.PROTOCOL, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("ignores byte ranges"));
    reader.until(() -> server.openConnections() == 0, PATIENCE);
    assertTrue(server.bytesSent() < 64L << 20);
  }

  @Test
  public void aWrongContentRangeOnceIsAskedForAgain() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    FaultRule rule = server.fault(ranged().once(), Fault.shiftContentRange(1, 1, 0));
    assertArrayEquals(expected(10, 20), read(source.open(identity, new ByteRange(10, 20))));
    assertEquals(1, rule.fired());
  }

  @Test
  public void aWrongContentRangeTwiceIsRefused() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    FaultRule rule = server.fault(ranged(), Fault.shiftContentRange(0, 1, 0));
    assertEquals(
        FailureKind.PROTOCOL, failure(source.open(identity, new ByteRange(10, 20))).kind());
    assertEquals(2, rule.fired());
  }

  @Test
  public void anotherTotalMeansAnotherObject() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    server.fault(ranged(), Fault.shiftContentRange(0, 0, 1));
    assertEquals(
        FailureKind.SOURCE_CHANGED, failure(source.open(identity, new ByteRange(10, 20))).kind());
  }

  @Test
  public void aRangeWithoutContentRangeIsRefused() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    server.fault(ranged(), Fault.withoutContentRange());
    assertEquals(
        FailureKind.PROTOCOL, failure(source.open(identity, new ByteRange(10, 20))).kind());
  }

  @Test
  public void aRangeInSeveralPartsIsRefused() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    server.fault(ranged(), Fault.multipart());
    assertEquals(
        FailureKind.PROTOCOL, failure(source.open(identity, new ByteRange(10, 20))).kind());
  }

  @Test
  public void aTruncatedBodyFailsAsNetwork() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    server.fault(ranged(), Fault.closeAfter(1000));
    TributaryException failure =
        failure(reader.start(source.open(identity, new ByteRange(0, 200_000))));
    assertEquals(FailureKind.NETWORK, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("of 200000 bytes"));
  }

  @Test
  public void aBodyCutByAResetFailsAsNetwork() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    server.fault(ranged(), Fault.resetAfter(1000));
    TributaryException failure =
        failure(reader.start(source.open(identity, new ByteRange(0, 200_000))));
    assertEquals(FailureKind.NETWORK, failure.kind());
  }

  @Test
  public void aResetInsteadOfAnAnswerFailsAsNetwork() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    server.fault(ranged(), Fault.reset());
    assertEquals(FailureKind.NETWORK, failure(source.open(identity, new ByteRange(0, 10))).kind());
  }

  @Test
  public void throttlingCarriesTheTimeToWait() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    for (int status : new int[] {429, 503}) {
      server.fault(ranged().once(), Fault.status(status, Map.of("Retry-After", "7"), "slow down"));
      TributaryException failure = failure(source.open(identity, new ByteRange(0, 10)));
      assertEquals(FailureKind.THROTTLED, failure.kind());
      assertEquals(Duration.ofSeconds(7), failure.retryAfter().orElseThrow());
    }
  }

  @Test
  public void aServerErrorFailsAsNetwork() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    server.fault(ranged(), Fault.status(500));
    assertEquals(FailureKind.NETWORK, failure(source.open(identity, new ByteRange(0, 10))).kind());
  }

  @Test
  public void aRefusalIsAccessDenied() {
    put();
    server.fault(When.any(), Fault.status(403));
    assertEquals(FailureKind.ACCESS_DENIED, failure(source().probe()).kind());
  }

  @Test
  public void aStalledBodyDoesNotHoldUpOthers() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    FaultRule stall = server.fault(ranged().once(), Fault.stallAfter(100));
    CompletionStage<byte[]> stalled = reader.start(source.open(identity, new ByteRange(0, 10_000)));
    reader.until(() -> stall.fired() == 1, PATIENCE);
    assertArrayEquals(
        expected(20_000, 30_000), read(source.open(identity, new ByteRange(20_000, 30_000))));
    assertFalse(stalled.toCompletableFuture().isDone());
    stall.release();
    assertArrayEquals(expected(0, 10_000), await(stalled));
  }

  @Test
  public void cancellingABodyClosesItsConnection() {
    server.put(path(), Content.synthetic(1, 1L << 32));
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    reader.readSome(await(source.open(identity, new ByteRange(0, 1L << 31))), 100_000);
    reader.until(() -> server.openConnections() == 0, PATIENCE);
  }

  @Test
  public void closingEndsConnectionsAndBodies() {
    put();
    ObjectSource source = source();
    Identity identity = await(source.probe()).identity();
    FaultRule stall = server.fault(ranged(), Fault.stallAfter(100));
    CompletionStage<byte[]> stalled = reader.start(source.open(identity, new ByteRange(0, 10_000)));
    reader.until(() -> server.bytesSent() >= 100, PATIENCE);
    await(source.close());
    failure(stalled);
    stall.release();
    reader.until(() -> server.openConnections() == 0, PATIENCE);
    await(source.close());
  }
}
