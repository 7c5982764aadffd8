package io.tributary.engine.lane;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.checksum.Crc;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.ledger.Segment;
import io.tributary.engine.destination.ScriptedFile;
import io.tributary.engine.governor.Bandwidth;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.AfterClass;
import org.junit.Assert;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class BodyReaderTest extends JUnitSuite {
  private static final int ORIGIN = 1000;
  private static final int BUFFER_BYTES = 64;
  private static final int QUEUE = 100;
  private static final Duration NO_STALL = Duration.ofMinutes(1);

  private static ActorTestKit kit;

  private final ScriptedFile file = new ScriptedFile(0);
  private final ConcurrentLinkedQueue<Segment> segments = new ConcurrentLinkedQueue<>();
  private final ScriptedBody body = new ScriptedBody();
  private final byte[] object = new byte[2000];
  private final LongAdder arrivedBytes = new LongAdder();
  private RangeTransfer transfer;
  private CompletionStage<Done> done;

  @BeforeClass
  public static void start() {
    kit = ActorTestKit.create("stages", ConfigFactory.load());
  }

  @AfterClass
  public static void stop() {
    kit.shutdownTestKit();
  }

  @Before
  public void content() {
    new Random(1).nextBytes(object);
  }

  private void run(int start, int end) {
    run(start, end, NO_STALL, Bandwidth.of(0));
  }

  private void run(int start, int end, Duration stallTimeout, Bandwidth limit) {
    transfer = new RangeTransfer(start, end);
    FileLanding landing =
        new FileLanding(file, ORIGIN, transfer.limit(), transfer.gauge(), segments::add);
    BodyReader.Terms terms =
        new BodyReader.Terms(
            ByteBuffer.allocateDirect(BUFFER_BYTES),
            limit,
            arrivedBytes,
            stallTimeout,
            "http://host/x");
    done =
        transfer.run(
            (wanted, request) -> request.get(),
            () -> CompletableFuture.completedStage(body),
            new BodyReader(terms, landing, transfer.gauge()),
            kit.system());
  }

  private void send(int start, int end) {
    body.send(Arrays.copyOfRange(object, start, end));
  }

  private void complete() throws Exception {
    done.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private Throwable failed() {
    ExecutionException thrown =
        Assert.assertThrows(
            ExecutionException.class, () -> done.toCompletableFuture().get(30, TimeUnit.SECONDS));
    Throwable cause = thrown.getCause();
    return cause instanceof CompletionException ? cause.getCause() : cause;
  }

  /** The connection is closed. */
  private void cancelled() {
    await(() -> assertTrue(body.closed()));
  }

  /** The file holds exactly the object's bytes from {@code start} to {@code end}, and says so. */
  private void holds(int start, int end) {
    byte[] there = file.content();
    assertEquals(end - ORIGIN, there.length);
    assertArrayEquals(
        Arrays.copyOfRange(object, start, end),
        Arrays.copyOfRange(there, start - ORIGIN, end - ORIGIN));
    assertEquals(end, transfer.gauge().written());
    long position = start;
    for (Segment segment : segments) {
      assertEquals(position, segment.start());
      position = segment.end();
      byte[] bytes = Arrays.copyOfRange(object, (int) segment.start(), (int) segment.end());
      assertEquals(Crc.CRC64_XZ.update(0, ByteBuffer.wrap(bytes)), segment.crc64());
    }
    assertEquals(end, position);
  }

  private void await(Runnable assertion) {
    TestProbe<Done> probe = kit.createTestProbe();
    probe.awaitAssert(
        Duration.ofSeconds(30),
        () -> {
          assertion.run();
          return null;
        });
  }

  @Test
  public void bytesGoToTheirOffsets() throws Exception {
    run(1100, 1400);
    send(1100, 1250);
    send(1250, 1400);
    complete();
    assertEquals(300, arrivedBytes.sum());
    holds(1100, 1400);
  }

  @Test
  public void aSlowLimitIsTakenInSmallPieces() throws Exception {
    int least = Bandwidth.of(1).piece(Integer.MAX_VALUE);
    assertEquals(4 << 10, least);
    assertEquals(100_000, Bandwidth.of(1_000_000).piece(Integer.MAX_VALUE));
    assertEquals(BUFFER_BYTES, Bandwidth.of(1_000_000).piece(BUFFER_BYTES));
    assertEquals(BUFFER_BYTES, Bandwidth.of(0).piece(BUFFER_BYTES));
  }

  @Test
  public void nothingBeyondTheRangeIsWritten() throws Exception {
    run(1000, 1100);
    send(1000, 1200);
    complete();
    holds(1000, 1100);
    cancelled();
  }

  @Test
  public void whatArrivedBeforeAFailureIsWritten() {
    run(1000, 1200);
    send(1000, 1070);
    await(() -> assertEquals(70, transfer.gauge().received()));
    IllegalStateException reset = new IllegalStateException("reset");
    body.fail(reset);
    assertSame(reset, failed());
    holds(1000, 1070);
  }

  @Test
  public void anEarlyEndKeepsWhatArrived() throws Exception {
    run(1000, 1200);
    send(1000, 1070);
    body.complete();
    complete();
    holds(1000, 1070);
  }

  @Test
  public void aRangeThatShrinksEndsAtItsNewEnd() throws Exception {
    run(1000, 1900);
    send(1000, 1100);
    await(() -> assertEquals(1100, transfer.gauge().written()));
    assertEquals(1150, transfer.shrinkTo(1150));
    send(1100, 1300);
    complete();
    holds(1000, 1150);
  }

  @Test
  public void aRangeThatShrinksToWhatHasArrivedEndsWithoutAnotherByte() throws Exception {
    run(1000, 1900);
    send(1000, 1010);
    assertEquals(1010, transfer.shrinkTo(1010));
    complete();
    holds(1000, 1010);
  }

  @Test
  public void whatIsWrittenIsNeverGivenAway() throws Exception {
    run(1000, 1900);
    send(1000, 1100);
    await(() -> assertEquals(1100, transfer.gauge().written()));
    assertEquals(1100, transfer.shrinkTo(1001));
    complete();
    holds(1000, 1100);
  }

  @Test
  public void aWriteThatFailsEndsItAndIsNotReported() {
    run(1000, 1900);
    send(1000, 1000 + BUFFER_BYTES);
    await(() -> assertEquals(1, file.calls().size()));
    file.fail(true);
    send(1000 + BUFFER_BYTES, 1000 + 3 * BUFFER_BYTES);
    assertEquals(
        ScriptedFile.failure().reason(), ((TributaryException) failed()).failure().reason());
    assertEquals("tried once", 2, file.calls().size());
    cancelled();
    assertEquals(1000 + BUFFER_BYTES, transfer.gauge().written());
    assertEquals(List.of(1000L + BUFFER_BYTES), segments.stream().map(Segment::end).toList());
  }

  @Test
  public void silenceIsAStall() {
    send(1000, 1050);
    run(1000, 1900, Duration.ofMillis(400), Bandwidth.of(0));
    TributaryException stalled = (TributaryException) failed();
    assertEquals(FailureKind.NETWORK, stalled.kind());
    assertTrue(stalled.failure().reason(), stalled.failure().reason().contains("bytes/s"));
    holds(1000, 1050);
  }

  @Test
  public void aSegmentIsReportedWithinAboutASecondWhateverTheSpeed() {
    run(1000, 1900);
    send(1000, 1010);
    await(() -> assertEquals(1, segments.size()));
    assertFalse(done.toCompletableFuture().isDone());
    holds(1000, 1010);
  }

  @Test
  public void theLimitHoldsTheStreamBackAndThatIsNoStall() {
    Bandwidth slow = Bandwidth.of(50);
    send(1000, 1100);
    send(1100, 1101);
    send(1101, 1102);
    long begun = System.nanoTime();
    run(1000, 1900, Duration.ofMillis(400), slow);
    await(() -> assertEquals(1102, transfer.gauge().written()));
    double seconds = (System.nanoTime() - begun) / 1e9;
    assertTrue("100 bytes at 50 bytes/s, a burst aside, in " + seconds + " s", seconds > 1.5);
    transfer.end();
  }

  @Test
  public void anEndIsHeardWhileTheLimitHoldsTheStreamBack() throws Exception {
    run(1000, 1900, NO_STALL, Bandwidth.of(1));
    send(1000, 1100);
    await(() -> assertEquals(1000 + BUFFER_BYTES, transfer.gauge().written()));
    transfer.end();
    complete();
    holds(1000, 1000 + BUFFER_BYTES);
  }
}
