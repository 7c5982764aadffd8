package io.tributary.engine.cat;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.TestKitJunitResource;
import akka.stream.javadsl.Sink;
import akka.util.ByteString;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.core.range.RangeSpec;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.Sources;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class OrderedBytesTest extends JUnitSuite {
  private static final int SIZE = 1_000_003;
  private static final long PART = 100_000;

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

  private static OrderedOptions options(RangeSpec range, Checksum checksum) {
    return new OrderedOptions(PART, 4, 3, Duration.ofSeconds(20), range, checksum);
  }

  private byte[] read(OrderedOptions options) {
    ParsedLocator parsed = ParsedLocator.parse(server.url("/object"));
    ObjectSource source =
        Sources.open(
            parsed.locator(),
            SourceOptions.defaults(),
            new SourceSecrets(parsed.url(), List.of(), ""),
            ACTORS.system());
    return OrderedBytes.of(source, options, ACTORS.system())
        .runWith(Sink.fold(ByteString.emptyByteString(), ByteString::concat), ACTORS.system())
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join()
        .toArray();
  }

  private TributaryException failureOf(OrderedOptions options) {
    CompletionException thrown =
        Assert.assertThrows(CompletionException.class, () -> read(options));
    return (TributaryException) thrown.getCause();
  }

  @Test
  public void partsComeOutInOrder() {
    assertArrayEquals(content.toByteArray(), read(options(null, null)));
    assertTrue(server.requests("/object").size() > 10);
  }

  @Test
  public void aRangeIsThoseBytesAndNoOthers() {
    byte[] read = read(options(RangeSpec.parse("99999-300000"), null));
    assertArrayEquals(Arrays.copyOfRange(content.toByteArray(), 99_999, 300_001), read);
    assertTrue(server.bytesSent() < 250_000);
  }

  @Test
  public void aBrokenRangeGoesOnWhereItBroke() {
    FaultRule reset = server.fault(When.get("/object").ranged().nth(2), Fault.resetAfter(50_000));
    assertArrayEquals(content.toByteArray(), read(options(null, null)));
    assertEquals(1, reset.fired());
  }

  @Test
  public void aSilentConnectionIsReplaced() {
    FaultRule stall = server.fault(When.get("/object").ranged().nth(3), Fault.stallAfter(10_000));
    OrderedOptions options = new OrderedOptions(PART, 4, 3, Duration.ofSeconds(2), null, null);
    assertArrayEquals(content.toByteArray(), read(options));
    assertEquals(1, stall.fired());
  }

  @Test
  public void retriesThatBringNothingComeToAnEnd() {
    server.fault(When.get("/object").ranged(), Fault.status(500));
    assertEquals(FailureKind.NETWORK, failureOf(options(null, null)).kind());
  }

  @Test
  public void otherBytesThanPromisedAreAnIntegrityFailure() {
    Checksum wrong = Checksum.parse("md5:" + "0".repeat(32));
    assertEquals(FailureKind.INTEGRITY, failureOf(options(null, wrong)).kind());
  }

  @Test
  public void aRangeBeyondTheEndIsTheUsersMistake() {
    RangeSpec beyond = RangeSpec.parse(SIZE + "-");
    assertEquals(FailureKind.USAGE, failureOf(options(beyond, null)).kind());
  }

  @Test
  public void partsThatMemoryCannotHoldAreRefused() {
    Assert.assertThrows(
        IllegalArgumentException.class,
        () -> new OrderedOptions(1L << 30, 1, 3, Duration.ofSeconds(1), null, null));
  }
}
