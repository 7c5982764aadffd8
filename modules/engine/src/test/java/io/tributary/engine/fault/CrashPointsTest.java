package io.tributary.engine.fault;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.engine.Download;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadOptions.IfExists;
import io.tributary.engine.api.DownloadResult;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.http.HttpRequest;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/**
 * A crash between any two steps of a download: the next run finds what that crash leaves, ends with
 * the right bytes, and fetches again only what was not recorded.
 */
public final class CrashPointsTest extends JUnitSuite {
  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;
  private static final Content CONTENT = Content.synthetic(71, 24 * MIB);

  /** Requested and Identified. */
  private static final int EVENTS_BEFORE_BYTES = 2;

  private static final int STAGE_BYTES = 4 * MIB;

  /** Those that hold back what is behind the first stage, one each. */
  private final Deque<FaultRule> stages = new ArrayDeque<>();

  private DownloadFixture fixture;
  private ObjectServer server;
  private Path file;

  @Before
  public void start() throws Exception {
    fixture = new DownloadFixture();
    server = fixture.server;
    server.put("/object", CONTENT);
    file = fixture.file("object");
  }

  @After
  public void stop() throws Exception {
    fixture.close();
  }

  @Test
  public void beforeTheFirstByte() throws Exception {
    FaultRule silence = server.fault(When.get("/object").ranged(), Fault.stallBeforeHead());
    fixture.start("/object", file, parts().build());
    assertTrue(silence.awaitFired(1, FaultSuite.PATIENCE));
    try (CrashSite site = CrashSite.photograph(fixture)) {
      server.faults().clear();
      fixture.restart(
          () -> {
            site.restoreJournal();
            site.restoreFiles();
          });
    }
    DownloadResult result = goOn();
    assertEquals(0, result.bytesResumed());
  }

  @Test
  public void beforeTheTemporaryFileIsMade() throws Exception {
    FaultRule silence = server.fault(When.get("/object").ranged(), Fault.stallBeforeHead());
    fixture.start("/object", file, parts().build());
    assertTrue(silence.awaitFired(1, FaultSuite.PATIENCE));
    try (CrashSite site = CrashSite.photograph(fixture)) {
      server.faults().clear();
      fixture.restart(
          () -> {
            site.restoreJournal();
            for (String made : fixture.left()) {
              Files.delete(fixture.file(made));
            }
          });
    }
    DownloadResult result = goOn();
    assertEquals(0, result.bytesResumed());
  }

  @Test
  public void afterBytesAreWrittenAndBeforeTheyAreRecorded() throws Exception {
    try (CrashSite site = midway()) {
      nextIsRecorded();
      // The files have grown; the journal is the older one.
      fixture.restart(site::restoreJournal);
    }
    DownloadResult result = goOn();
    assertTrue(result.toString(), result.bytesResumed() > 0);
    assertTrue(result.toString(), result.bytesRefetched() <= FaultSuite.HEDGING_BYTES);
  }

  @Test
  public void withTheJournalAheadOfADiskThatLied() throws Exception {
    try (CrashSite site = midway()) {
      nextIsRecorded();
      nextIsRecorded();
      fixture.restart(site::restoreFiles);
    }
    DownloadResult result = goOn();
    assertTrue(result.toString(), result.bytesRefetched() <= FaultSuite.HEDGING_BYTES);
  }

  @Test
  public void afterTheVerificationIsRecordedAndBeforeTheRename() throws Exception {
    verifiedButNotPublished();
    fixture.restart();
    DownloadResult result = goOn();
    assertEquals(CONTENT.sizeBytes(), result.bytesResumed());
    assertEquals(0, fixture.bytesSent("/object"));
  }

  @Test
  public void beforeTheRenameWithAByteRottenSince() throws Exception {
    verifiedButNotPublished();
    fixture.restart(
        () -> {
          try (RandomAccessFile temporary =
              new RandomAccessFile(fixture.temporaryFile("object").toFile(), "rw")) {
            temporary.seek(3 * MIB);
            int old = temporary.read();
            temporary.seek(3 * MIB);
            temporary.write(~old);
          }
        });
    DownloadResult result = goOn();
    assertTrue(result.toString(), result.bytesFetched() <= 8 * MIB + FaultSuite.HEDGING_BYTES);
  }

  @Test
  public void afterTheRenameAndBeforeItIsRecorded() throws Exception {
    verifiedButNotPublished();
    fixture.restart(
        () ->
            Files.move(fixture.temporaryFile("object"), file, StandardCopyOption.REPLACE_EXISTING));
    Object inode = Files.getAttribute(file, "unix:ino");

    DownloadResult result = goOn();

    assertEquals(DownloadResult.Outcome.COMPLETED, result.state());
    assertEquals(0, fixture.bytesSent("/object"));
    assertEquals(0, result.bytesFetched());
    assertEquals(inode, Files.getAttribute(file, "unix:ino"));
  }

  @Test
  public void aFinalFileThatLostItsBytesIsNotBelieved() throws Exception {
    verifiedButNotPublished();
    fixture.restart(
        () -> {
          Files.delete(fixture.temporaryFile("object"));
          Files.write(file, new byte[0]);
        });
    assertEquals(0, goOn().bytesResumed());
  }

  @Test
  public void anotherFileOfTheSameSizeIsNotTakenForTheResult() throws Exception {
    verifiedButNotPublished();
    fixture.restart(
        () -> {
          Files.delete(fixture.temporaryFile("object"));
          Files.write(file, new byte[(int) CONTENT.sizeBytes()]);
        });
    assertEquals(0, goOn().bytesResumed());
  }

  @Test
  public void aTornJournalCostsBytesAndNothingElse() throws Exception {
    Path journal = fixture.database();
    Path log = journal.resolveSibling(journal.getFileName() + "-wal");
    try (CrashSite site = midway()) {
      byte[] database = Files.readAllBytes(journal);
      byte[] entries = Files.readAllBytes(log);
      long seed = System.nanoTime();
      System.out.println("seed " + seed);
      int kept = new Random(seed).nextInt(entries.length);
      fixture.restart(
          () -> {
            site.restoreJournal();
            Files.write(journal, database);
            Files.write(log, Arrays.copyOf(entries, kept));
          });
    }
    arrives();
  }

  @Test
  public void aJournalOfGarbageIsSetAsideAndSaidSo() throws Exception {
    try (CrashSite site = midway()) {
      fixture.restart(
          () -> {
            site.restoreJournal();
            Files.write(fixture.database(), Content.synthetic(78, 50 * KIB).toByteArray());
          });
    }
    assertTrue(fixture.node().notice().isPresent());
    arrives();
  }

  private static Options parts() {
    return Options.parts(512 * KIB).lanes(2);
  }

  private DownloadResult arrives() throws Exception {
    server.faults().clear();
    server.clearLog();
    DownloadResult result = fixture.download("/object", file, parts().build());
    assertTrue(DownloadFixture.holds(file, CONTENT));
    return result;
  }

  /** Goes on and compares; no temporary file is left. */
  private DownloadResult goOn() throws Exception {
    DownloadResult result = arrives();
    assertEquals(List.of("object"), fixture.left());
    return result;
  }

  private FaultRule hold(int start) {
    return server.fault(
        When.get("/object").and("from " + start, request -> isWithin(request, start)),
        Fault.stallBeforeHead());
  }

  private static boolean isWithin(HttpRequest request, int start) {
    return request
        .range()
        .filter(range -> range.first() >= start && range.first() < start + STAGE_BYTES)
        .isPresent();
  }

  /**
   * Some more is fetched, and recorded: the download waits in between, however slow the disk is.
   */
  private void nextIsRecorded() throws Exception {
    long before = JournalRows.highestSequenceNumber(fixture.database());
    stages.remove().release();
    JournalRows.awaitEvents(fixture.database(), before + 1);
  }

  /** A moment with some of the bytes recorded, and the download still running. */
  private CrashSite midway() throws Exception {
    server.fault(When.get("/object").ranged(), Fault.trickle(2 * MIB));
    for (int start = STAGE_BYTES; start < CONTENT.sizeBytes(); start += STAGE_BYTES) {
      stages.add(hold(start));
    }
    fixture.start("/object", file, parts().build());
    JournalRows.awaitEvents(fixture.database(), EVENTS_BEFORE_BYTES + 1);
    nextIsRecorded();
    CrashSite site = CrashSite.photograph(fixture);
    assertEquals(1, fixture.left().size());
    return site;
  }

  /** All is fetched and verified, and the rename refused: somebody else's file has appeared. */
  private void verifiedButNotPublished() throws Exception {
    DownloadOptions careful = parts().ifExists(IfExists.FAIL).build();
    server.fault(
        When.get("/object").ranged().once(),
        Fault.runBefore(() -> FaultSuite.write(file, "somebody else's")));
    Download download = fixture.start("/object", file, careful);
    assertEquals(FailureKind.LOCAL_DISK, DownloadFixture.failureOf(download).kind());
    assertTrue(download.resumable());
    assertEquals("somebody else's", Files.readString(file));
  }
}
