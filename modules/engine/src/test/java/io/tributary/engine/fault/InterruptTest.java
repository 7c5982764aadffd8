package io.tributary.engine.fault;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.engine.Download;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadRequest;
import io.tributary.engine.api.DownloadResult;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.Delivery.Ranges;
import io.tributary.testkit.object.StoredObject;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.junit.Test;

/** Stopping a download in each of its steps, and asking for it again. */
public final class InterruptTest extends FaultSuite {
  private static final Content CONTENT = Content.synthetic(20, 8 * MIB);
  private static final DownloadOptions PARTS = Options.parts(256 * KIB).lanes(3).build();

  @Test
  public void anInterruptRightAfterTheStartIsHeard() throws Exception {
    for (int i = 0; i < 5; i++) {
      String name = "at-once-" + i;
      server.put("/" + name, CONTENT);
      server.fault(When.get("/" + name).ranged(), Fault.trickle(100 * KIB));
      Download download = fixture.start("/" + name, fixture.file(name), PARTS);
      download.interrupt();
      assertEquals(FailureKind.INTERRUPTED, DownloadFixture.failureOf(download).kind());
      assertFalse(fixture.left(name).contains(name));
    }
  }

  @Test
  public void anInterruptWhileTheServerIsSilentIsHeard() throws Exception {
    server.put("/silent-probe", CONTENT);
    FaultRule silence = server.fault(When.any().path("/silent-probe"), Fault.stallBeforeHead());
    Download download = fixture.start("/silent-probe", fixture.file("silent-probe"), PARTS);
    assertTrue(silence.awaitFired(1, PATIENCE));
    download.interrupt();
    assertEquals(FailureKind.INTERRUPTED, DownloadFixture.failureOf(download).kind());
    assertFalse(download.resumable());
    assertEquals(List.of(), fixture.left("silent-probe"));
  }

  @Test
  public void anInterruptDuringAPauseIsHeard() throws Exception {
    server.put("/paused", CONTENT);
    FaultRule busy =
        server.fault(
            When.any().path("/paused"), Fault.status(503, Map.of("Retry-After", "3600"), ""));
    // Under another name: all requests to that server wait, also those of the other tests.
    DownloadRequest request = DownloadRequest.of(otherName("/paused"), fixture.file("paused"));
    Download download = Tributary.get(fixture.node().system()).start(request.withOptions(PARTS));
    assertTrue(busy.awaitFired(1, PATIENCE));
    download.interrupt();
    assertEquals(FailureKind.INTERRUPTED, DownloadFixture.failureOf(download).kind());
  }

  private String otherName(String path) {
    return server.url(path).replace("127.0.0.1", "localhost");
  }

  @Test
  public void aCancelLeavesNothing() throws Exception {
    server.put("/cancelled", CONTENT);
    server.fault(When.get("/cancelled").ranged(), Fault.trickle(MIB));
    Download download = fixture.start("/cancelled", fixture.file("cancelled"), PARTS);
    fixture.awaitArrived(download, MIB);
    download.cancel();
    assertEquals(FailureKind.INTERRUPTED, DownloadFixture.failureOf(download).kind());
    assertFalse(download.resumable());
    assertEquals(List.of(), fixture.left("cancelled"));
  }

  @Test
  public void aStreamThatCannotResumeBeginsAgain() throws Exception {
    server.put("/stream", StoredObject.of(CONTENT).withRanges(Ranges.REFUSED));
    FaultRule slow = server.fault(When.get("/stream"), Fault.trickle(2 * MIB));
    Download first = fixture.start("/stream", fixture.file("stream"), PARTS);
    fixture.awaitArrived(first, MIB);
    first.interrupt();
    assertEquals(FailureKind.INTERRUPTED, DownloadFixture.failureOf(first).kind());
    server.faults().remove(slow);

    DownloadResult second = fixture.download("/stream", fixture.file("stream"), PARTS);

    assertEquals(0, second.bytesResumed());
    assertTrue(DownloadFixture.holds(fixture.file("stream"), CONTENT));
    assertEquals(List.of("stream"), fixture.left("stream"));
  }

  @Test
  public void stopAndGoAgainAndAgainEndsWithTheRightBytes() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    server.put("/again", withCrc(CONTENT));
    server.fault(When.get("/again").ranged(), Fault.trickle(2 * MIB));
    server.fault(
        When.get("/again").ranged().withProbability(0.1, seed), Fault.resetAfter(100 * KIB));
    for (int round = 0; round < 8; round++) {
      Options options = Options.parts(100 * KIB + random.nextInt(MIB)).lanes(1 + random.nextInt(5));
      Download download = fixture.start("/again", fixture.file("again"), options.build());
      fixture.awaitArrived(download, (long) random.nextInt((int) CONTENT.sizeBytes()));
      download.interrupt();
      try {
        DownloadFixture.await(download);
      } catch (ExecutionException interrupted) {
        assertEquals(FailureKind.INTERRUPTED, DownloadFixture.failureOf(download).kind());
      }
    }
    server.faults().clear();
    fixture.download("/again", fixture.file("again"), PARTS);
    assertTrue("seed " + seed, DownloadFixture.holds(fixture.file("again"), CONTENT));
    assertEquals(List.of("again"), fixture.left("again"));
  }

  @Test
  public void aFailureKeepsWhatIsThereForTheNextRun() throws Exception {
    server.put("/fails", CONTENT);
    FaultRule refused =
        server.fault(
            When.get("/fails").ranged().and("late", r -> Parts.start(r) >= 4 * MIB),
            Fault.status(403));
    Download first = fixture.start("/fails", fixture.file("fails"), PARTS);
    assertEquals(FailureKind.ACCESS_DENIED, DownloadFixture.failureOf(first).kind());
    assertTrue(first.resumable());
    server.faults().remove(refused);

    DownloadResult second = fixture.download("/fails", fixture.file("fails"), PARTS);

    assertTrue(second.toString(), second.bytesResumed() > 0);
    assertTrue(DownloadFixture.holds(fixture.file("fails"), CONTENT));
  }
}
