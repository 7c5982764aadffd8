package io.tributary.engine.cat;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.TestKitJunitResource;
import akka.japi.Pair;
import akka.stream.Attributes;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.SinkQueueWithCancel;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.checksum.RunningChecksum;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.core.range.RangeSpec;
import io.tributary.engine.api.DownloadResult.Verification.Scope;
import io.tributary.engine.api.ReadResult;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.Sources;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.StoredObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What reading promises besides the bytes. */
public final class OrderedReadTest extends JUnitSuite {
  private static final int SIZE = 1_000_003;
  private static final int PART = 100_000;
  private static final int LANES = 4;

  @ClassRule public static final TestKitJunitResource ACTORS = new TestKitJunitResource();

  private final Content content = Content.synthetic(3, SIZE);
  private ObjectServer server;

  @Before
  public void start() {
    server = ObjectServer.start();
    server.put("/object", content);
  }

  @After
  public void stop() {
    server.close();
  }

  private Source<ByteString, CompletionStage<ReadResult>> source(String range) {
    ParsedLocator parsed = ParsedLocator.parse(server.url("/object"));
    return OrderedBytes.read(
        () ->
            Sources.open(
                parsed.locator(),
                SourceOptions.defaults(),
                new SourceSecrets(parsed.url(), List.of(), ""),
                ACTORS.system()),
        new OrderedOptions(
            PART,
            LANES,
            3,
            Duration.ofSeconds(2),
            range.isEmpty() ? null : RangeSpec.parse(range),
            null),
        ACTORS.system());
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  private record Read(byte[] bytes, ReadResult result) {}

  private static Read run(Source<ByteString, CompletionStage<ReadResult>> source) {
    Pair<CompletionStage<ReadResult>, CompletionStage<ByteString>> run =
        source
            .toMat(Sink.fold(ByteString.emptyByteString(), ByteString::concat), Keep.both())
            .run(ACTORS.system());
    return new Read(await(run.second()).toArray(), await(run.first()));
  }

  private static FailureKind kindOf(CompletionStage<?> stage) {
    CompletionException thrown = Assert.assertThrows(CompletionException.class, () -> await(stage));
    return ((TributaryException) thrown.getCause()).kind();
  }

  private static Checksum crc64(byte[] bytes) {
    RunningChecksum running = RunningChecksum.of(ChecksumAlgorithm.CRC64);
    running.update(ByteBuffer.wrap(bytes));
    return running.value();
  }

  @Test
  public void theWholeObjectIsComparedWithWhatItsSourcePublishes() {
    Checksum published = crc64(content.toByteArray());
    server.put(
        "/object", StoredObject.of(content).withHeader("x-oss-hash-crc64ecma", published.value()));

    Read read = run(source(""));

    assertArrayEquals(content.toByteArray(), read.bytes());
    assertEquals(SIZE, read.result().bytes());
    assertEquals(published, read.result().checksum().valueOrNull());
    assertEquals(Scope.WHOLE, read.result().checksum().scope());
    assertTrue(read.result().checksum().verified());
    assertFalse(read.result().identity().etag().isEmpty());
  }

  @Test
  public void aRangeThatIsAllOfItIsComparedToo() {
    server.put("/object", StoredObject.of(content).withHeader("x-oss-hash-crc64ecma", "17"));

    assertEquals(
        FailureKind.INTEGRITY, kindOf(source("0-").runWith(Sink.ignore(), ACTORS.system())));
  }

  @Test
  public void aRangeComesWithItsOwnSum() {
    Read read = run(source("99999-300000"));

    byte[] wanted = Arrays.copyOfRange(content.toByteArray(), 99_999, 300_001);
    assertArrayEquals(wanted, read.bytes());
    assertEquals(crc64(wanted), read.result().checksum().valueOrNull());
    assertEquals(Scope.RANGE, read.result().checksum().scope());
    assertFalse(read.result().checksum().verified());
  }

  @Test
  public void anotherObjectUnderTheSameNameEndsIt() {
    FaultRule replaced =
        server.fault(
            When.get("/object").ranged().nth(6),
            Fault.runBefore(() -> server.put("/object", Content.synthetic(4, SIZE))));
    Pair<CompletionStage<ReadResult>, CompletionStage<ByteString>> run =
        source("")
            .toMat(Sink.fold(ByteString.emptyByteString(), ByteString::concat), Keep.both())
            .run(ACTORS.system());

    assertEquals(FailureKind.SOURCE_CHANGED, kindOf(run.second()));
    assertEquals(FailureKind.SOURCE_CHANGED, kindOf(run.first()));
    assertEquals(1, replaced.fired());
  }

  @Test
  public void aSlowReaderIsNotOutrun() throws Exception {
    server.put("/object", Content.synthetic(5, 64L << 20));
    Pair<CompletionStage<ReadResult>, SinkQueueWithCancel<ByteString>> run =
        source("")
            .toMat(
                Sink.<ByteString>queue().withAttributes(Attributes.inputBuffer(1, 1)), Keep.both())
            .run(ACTORS.system());
    SinkQueueWithCancel<ByteString> reader = run.second();

    await(reader.pull());
    // Those that it may fetch ahead come …
    assertTrue(server.awaitBytesSent((long) PART * LANES, Duration.ofSeconds(20)));
    // … and no more, however long it is given: more than twice as many would be far more already.
    assertFalse(server.awaitBytesSent(3L * PART * LANES, Duration.ofSeconds(2)));

    reader.cancel();
    assertEquals(FailureKind.INTERRUPTED, kindOf(run.first()));
  }

  @Test
  public void eachRunLooksAnewAndLeavesNoConnectionBehind() throws Exception {
    Source<ByteString, CompletionStage<ReadResult>> source = source("");
    assertArrayEquals(content.toByteArray(), run(source).bytes());
    Content other = Content.synthetic(6, 5000);
    server.put("/object", other);
    assertArrayEquals(other.toByteArray(), run(source).bytes());

    long began = System.nanoTime();
    while (server.openConnections() > 0) {
      assertTrue(
          server.openConnections() + " open",
          System.nanoTime() - began < TimeUnit.SECONDS.toNanos(60));
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Test
  public void anEmptyObjectIsReadToItsEnd() {
    server.put("/object", Content.synthetic(1, 0));
    Read read = run(source(""));
    assertEquals(0, read.bytes().length);
    assertEquals(Scope.WHOLE, read.result().checksum().scope());
  }
}
