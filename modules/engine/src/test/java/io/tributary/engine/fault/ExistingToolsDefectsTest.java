package io.tributary.engine.fault;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.Download;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadResult;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.Assert;
import org.junit.Test;

/** The eleven defects of existing tools that this one was made to be free of. */
public final class ExistingToolsDefectsTest extends FaultSuite {
  private static final DownloadOptions PARTS = Options.parts(256 * KIB).lanes(4).build();

  @Test
  public void defect1AWholeBodyForARangeIsNeverWrittenAtItsOffset() throws Exception {
    Content content = Content.synthetic(1, 4 * MIB);
    server.put("/d1", content);
    server.fault(When.get("/d1").ranged().covering(2 * MIB), Fault.ignoreRange());

    Failure failure = DownloadFixture.failureOf(fixture.start("/d1", fixture.file("d1"), PARTS));
    assertEquals(failure.oneLine(), FailureKind.PROTOCOL, failure.kind());
    assertFalse(Files.exists(fixture.file("d1")));

    server.faults().clear();
    fixture.download("/d1", fixture.file("d1"), PARTS);
    assertTrue(DownloadFixture.holds(fixture.file("d1"), content));
  }

  @Test
  public void defect2ATemporaryFileThatLostItsBytesIsFoundOut() throws Exception {
    Content content = Content.synthetic(2, 4 * MIB);
    server.put("/d2", withCrc(content));
    interruptBefore("/d2", "d2", 3 * MIB);
    try (FileChannel temporary =
        FileChannel.open(fixture.temporaryFile("d2"), StandardOpenOption.WRITE)) {
      temporary.truncate(0);
    }
    DownloadResult zeroed = fixture.download("/d2", fixture.file("d2"), PARTS);
    assertTrue(DownloadFixture.holds(fixture.file("d2"), content));
    assertEquals(0, zeroed.bytesResumed());

    server.put("/d2-lost", withCrc(content));
    interruptBefore("/d2-lost", "d2-lost", 3 * MIB);
    Files.delete(fixture.temporaryFile("d2-lost"));
    DownloadResult deleted = fixture.download("/d2-lost", fixture.file("d2-lost"), PARTS);
    assertTrue(DownloadFixture.holds(fixture.file("d2-lost"), content));
    assertEquals(0, deleted.bytesResumed());
  }

  @Test
  public void defect3AChecksumMismatchDoesNotStick() throws Exception {
    Content content = Content.synthetic(3, 2 * MIB);
    server.put("/d3", withCrc(content));
    server.fault(When.get("/d3").ranged().covering(MIB), Fault.flipBit(0));

    Failure failure = DownloadFixture.failureOf(fixture.start("/d3", fixture.file("d3"), PARTS));
    assertEquals(failure.oneLine(), FailureKind.INTEGRITY, failure.kind());
    assertEquals(List.of(), fixture.left("d3"));

    server.faults().clear();
    DownloadResult healed = fixture.download("/d3", fixture.file("d3"), PARTS);
    assertTrue(DownloadFixture.holds(fixture.file("d3"), content));
    assertTrue(healed.checksum().verified());
  }

  @Test
  public void defect4TheChecksumIsComparedAfterAResumeToo() throws Exception {
    Content content = Content.synthetic(4, 4 * MIB);
    server.put("/d4", withCrc(content));
    interruptBefore("/d4", "d4", 3 * MIB);
    FaultRule flip = server.fault(When.get("/d4").ranged().once(), Fault.flipBit(7));

    DownloadResult result = fixture.download("/d4", fixture.file("d4"), PARTS);

    assertEquals(1, flip.fired());
    assertTrue(DownloadFixture.holds(fixture.file("d4"), content));
    assertEquals(crc64(content), result.checksum().value().orElseThrow().value());
    assertTrue(result.checksum().verified());
  }

  @Test
  public void defect5AnObjectThatIsOverwrittenMidwayIsNeverMixed() throws Exception {
    Content old = Content.synthetic(50, 4 * MIB);
    Content next = Content.synthetic(51, 4 * MIB);
    server.put("/d5", old);
    server.fault(When.get("/d5").ranged().nth(6), Fault.runBefore(() -> server.put("/d5", next)));

    fixture.download("/d5", fixture.file("d5"), PARTS);

    assertTrue(DownloadFixture.holds(fixture.file("d5"), next));
    assertTrue(
        server.requests("/d5").stream()
            .filter(request -> request.method().equals("GET"))
            .allMatch(request -> request.header("If-Match").isPresent()));
  }

  @Test
  public void defect6PartsThatFinishedOutOfOrderAreNotFetchedAgain() throws Exception {
    Content content = Content.synthetic(6, 4 * MIB);
    server.put("/d6", content);
    server.fault(When.get("/d6").ranged().covering(0), Fault.stallBeforeHead());
    Download first = fixture.start("/d6", fixture.file("d6"), PARTS);
    // Everything but the very first part.
    fixture.awaitArrived(first, content.sizeBytes() - 256 * KIB);
    first.interrupt();
    assertEquals(FailureKind.INTERRUPTED, DownloadFixture.failureOf(first).kind());
    server.faults().clear();
    server.clearLog();

    DownloadResult second = fixture.download("/d6", fixture.file("d6"), PARTS);

    assertTrue(DownloadFixture.holds(fixture.file("d6"), content));
    assertEquals(content.sizeBytes() - 256 * KIB, second.bytesResumed());
    assertTrue(fixture.bytesSent("/d6") <= 2 * 256 * KIB);
  }

  @Test
  public void defect7TheOldFileIsThereUntilTheNewOneIs() throws Exception {
    Content old = Content.synthetic(70, 3 * MIB);
    Content next = Content.synthetic(71, 3 * MIB);
    Path file = fixture.file("d7");
    Files.write(file, old.toByteArray());
    server.put("/d7", next);

    try (NameWatch watch = NameWatch.of(file, old, next)) {
      fixture.download("/d7", file, PARTS);
      watch.awaitLooksAtNew();
      assertEquals(List.of(), watch.complaints());
    }
  }

  @Test
  public void defect8TheJournalDoesNotGrowWithTheNumberOfParts() throws Exception {
    Content content = Content.repeating(8, 3000L * 100 * KIB);
    server.put("/d8", content);
    long before = JournalRows.bytes(fixture.database());

    fixture.download("/d8", fixture.file("d8"), Options.parts(100 * KIB).lanes(16).fast().build());

    assertTrue(DownloadFixture.holds(fixture.file("d8"), content));
    long events = JournalRows.highestSequenceNumber(fixture.database());
    assertTrue("events: " + events, events < 600);
    long grown = JournalRows.bytes(fixture.database()) - before;
    assertTrue("journal bytes: " + grown, grown < 1_000_000);
  }

  @Test
  public void defect9OneResetDoesNotEndTheCall() throws Exception {
    Content content = Content.synthetic(9, 4 * MIB);
    server.put("/d9", content);
    FaultRule reset = server.fault(When.get("/d9").ranged().times(3), Fault.resetAfter(50 * KIB));

    DownloadResult result = fixture.download("/d9", fixture.file("d9"), PARTS);

    assertEquals(3, reset.fired());
    assertEquals(3, result.retries());
    assertTrue(DownloadFixture.holds(fixture.file("d9"), content));
  }

  @Test
  public void defect10ASmallObjectThatFailsLeavesNothingUnderItsName() throws Exception {
    server.put("/d10", Content.synthetic(10, 1000));
    server.fault(When.get("/d10"), Fault.closeAfter(500));

    Failure failure =
        DownloadFixture.failureOf(
            fixture.start(
                "/d10",
                fixture.file("d10"),
                Options.automatic().checksum("sha256:" + "0".repeat(64)).retries(0).build()));

    assertEquals(failure.oneLine(), FailureKind.NETWORK, failure.kind());
    assertFalse(Files.exists(fixture.file("d10")));
  }

  @Test
  public void defect11APartSizeOfZeroAdaptsAndOneBelowTheLeastIsRefused() throws Exception {
    Content content = Content.synthetic(11, 20 * MIB);
    server.put("/d11", content);

    DownloadResult result =
        fixture.download("/d11", fixture.file("d11"), Options.automatic().build());

    assertTrue(DownloadFixture.holds(fixture.file("d11"), content));
    assertTrue("requests: " + result.requests(), result.requests() < 100);
    Assert.assertThrows(IllegalArgumentException.class, () -> Options.parts(1).build());
    Assert.assertThrows(IllegalArgumentException.class, () -> Options.parts(-1).build());
  }

  /** Ends a download while the parts from {@code offset} on have not come. */
  private static void interruptBefore(String path, String name, long offset) throws Exception {
    FaultRule stall =
        server.fault(
            When.get(path)
                .ranged()
                .and("late", request -> request.range().orElseThrow().mayCover(offset)),
            Fault.stallBeforeHead());
    Download download = fixture.start(path, fixture.file(name), PARTS);
    assertTrue(stall.awaitFired(1, PATIENCE));
    assertTrue(server.awaitBytesSent(offset, PATIENCE));
    download.interrupt();
    assertEquals(FailureKind.INTERRUPTED, DownloadFixture.failureOf(download).kind());
    server.faults().remove(stall);
  }
}
