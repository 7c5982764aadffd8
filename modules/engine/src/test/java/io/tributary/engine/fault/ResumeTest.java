package io.tributary.engine.fault;

import static org.junit.Assert.assertArrayEquals;
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
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/**
 * A run that was interrupted is gone on with; what is on disk is believed only when it is right.
 */
public final class ResumeTest extends FaultSuite {
  private static final int PART = 512 * KIB;
  private static final int SIZE = 40 * MIB;

  /** A journaled segment: what a single bad byte costs at most. */
  private static final long SEGMENT_BYTES = 8L << 20;

  private static final DownloadOptions PARTS = Options.parts(PART).lanes(4).build();

  /** What somebody does to the temporary file while nobody downloads. */
  @FunctionalInterface
  private interface Damage {
    void to(Path temporary) throws Exception;
  }

  @Test
  public void anInterruptAtAnyMomentCostsNothingThatHadArrived() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 4; round++) {
      String name = "random-" + round;
      Content content = Content.synthetic(round, 24 * MIB);
      server.put("/" + name, content);
      server.fault(When.get("/" + name).ranged(), Fault.trickle(8 * MIB));
      Download first = fixture.start("/" + name, fixture.file(name), PARTS);
      fixture.awaitArrived(first, 1 + random.nextInt(20 * MIB));
      first.interrupt();
      assertEquals(FailureKind.INTERRUPTED, DownloadFixture.failureOf(first).kind());
      assertTrue(first.resumable());
      server.faults().clear();

      DownloadResult second = fixture.download("/" + name, fixture.file(name), PARTS);

      assertTrue("seed " + seed, DownloadFixture.holds(fixture.file(name), content));
      assertTrue(second.toString(), second.bytesRefetched() <= HEDGING_BYTES);
      assertTrue("seed " + seed, second.bytesResumed() > 0);
      assertEquals(List.of(name), fixture.left(name));
    }
  }

  @Test
  public void anotherProcessGoesOnWithNothingLost() throws Exception {
    Content content = interrupted("process", 30 * MIB);
    fixture.restart();
    DownloadResult second = fixture.download("/process", fixture.file("process"), PARTS);
    assertTrue(DownloadFixture.holds(fixture.file("process"), content));
    assertTrue(second.bytesResumed() >= 30 * MIB);
    assertTrue(second.toString(), second.bytesRefetched() <= HEDGING_BYTES);
  }

  @Test
  public void aTemporaryFileThatCannotBeOpenedNowIsKept() throws Exception {
    interrupted("executed", 30 * MIB);
    Path temporary = fixture.temporaryFile("executed");
    // A program that runs cannot be opened for writing, whoever asks.
    Files.write(temporary, Files.readAllBytes(Path.of("/bin/sleep").toRealPath()));
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx------"));
    Process running = new ProcessBuilder(temporary.toString(), "120").start();
    try {
      Failure failure =
          DownloadFixture.failureOf(fixture.start("/executed", fixture.file("executed"), PARTS));
      assertEquals(FailureKind.LOCAL_DISK, failure.kind());
      assertEquals(temporary, fixture.temporaryFile("executed"));
    } finally {
      running.destroyForcibly();
    }
  }

  @Test
  public void aZeroedTemporaryFileIsFetchedAgain() throws Exception {
    DownloadResult second =
        resumeAfter("zeroed", temporary -> overwrite(temporary, 0, new byte[SIZE]));
    assertEquals(0, second.bytesResumed());
  }

  @Test
  public void aTruncatedTemporaryFileLosesOnlyItsEnd() throws Exception {
    DownloadResult second = resumeAfter("truncated", temporary -> resize(temporary, 20L * MIB));
    assertTrue(second.toString(), second.bytesResumed() >= 20 * MIB - SEGMENT_BYTES);
    assertTrue(second.toString(), second.bytesResumed() <= 20 * MIB);
  }

  @Test
  public void anExtendedTemporaryFileIsCutBack() throws Exception {
    DownloadResult second = resumeAfter("extended", temporary -> resize(temporary, SIZE + 12345L));
    assertTrue(second.toString(), second.bytesResumed() >= 30 * MIB);
  }

  @Test
  public void otherContentInTheTemporaryFileIsFoundOut() throws Exception {
    byte[] noise = Content.synthetic(666, SIZE).toByteArray();
    DownloadResult second =
        resumeAfter(
            "other",
            temporary -> {
              Files.delete(temporary);
              Files.write(temporary, noise);
            });
    assertEquals(0, second.bytesResumed());
  }

  @Test
  public void aFlippedByteCostsItsOwnSegmentOnly() throws Exception {
    DownloadResult second =
        resumeAfter(
            "flipped",
            temporary -> {
              try (RandomAccessFile file = new RandomAccessFile(temporary.toFile(), "rw")) {
                file.seek(5_000_000);
                int old = file.read();
                file.seek(5_000_000);
                file.write(old ^ 1);
              }
            });
    assertTrue(second.toString(), second.bytesResumed() >= 30 * MIB - SEGMENT_BYTES);
    assertTrue(second.toString(), second.bytesResumed() < 31 * MIB);
    assertTrue(
        "sent " + fixture.bytesSent("/flipped"),
        fixture.bytesSent("/flipped") <= SIZE - 30 * MIB + SEGMENT_BYTES + HEDGING_BYTES);
  }

  @Test
  public void aDeletedTemporaryFileIsMadeAnew() throws Exception {
    DownloadResult second = resumeAfter("deleted", Files::delete);
    assertEquals(0, second.bytesResumed());
  }

  @Test
  public void aLinkInPlaceOfTheTemporaryFileIsNeverFollowed() throws Exception {
    Path victim = Files.createTempFile("victim", "");
    byte[] treasure = new byte[SIZE];
    Arrays.fill(treasure, (byte) 'v');
    Files.write(victim, treasure);
    try {
      DownloadResult second =
          resumeAfter(
              "linked",
              temporary -> {
                Files.delete(temporary);
                Files.createSymbolicLink(temporary, victim);
              });
      assertEquals(0, second.bytesResumed());
      assertArrayEquals(treasure, Files.readAllBytes(victim));
      assertFalse(Files.isSymbolicLink(fixture.file("linked")));
    } finally {
      Files.delete(victim);
    }
  }

  @Test
  public void aHardLinkInPlaceOfTheTemporaryFileIsNeverWritten() throws Exception {
    Path victim = fixture.file("hard-victim");
    byte[] treasure = "treasure".getBytes(StandardCharsets.UTF_8);
    Files.write(victim, treasure);
    DownloadResult second =
        resumeAfter(
            "hard",
            temporary -> {
              Files.delete(temporary);
              Files.createLink(temporary, victim);
            });
    assertEquals(0, second.bytesResumed());
    assertArrayEquals(treasure, Files.readAllBytes(victim));
  }

  /** Interrupts, damages, goes on, and compares; no temporary file is left. */
  private static DownloadResult resumeAfter(String name, Damage damage) throws Exception {
    Content content = interrupted(name, 30 * MIB);
    damage.to(fixture.temporaryFile(name));
    DownloadResult second = fixture.download("/" + name, fixture.file(name), PARTS);
    assertTrue(DownloadFixture.holds(fixture.file(name), content));
    assertEquals(List.of(name), fixture.left(name));
    return second;
  }

  /** Interrupts once {@code arrived} bytes have come; the parts from there on stall. */
  private static Content interrupted(String name, long arrived) throws Exception {
    Content content = Content.synthetic(name.hashCode(), SIZE);
    server.put("/" + name, content);
    FaultRule stall =
        server.fault(
            When.get("/" + name).ranged().and("late", r -> Parts.start(r) >= arrived),
            Fault.stallBeforeHead());
    Download first = fixture.start("/" + name, fixture.file(name), PARTS);
    fixture.awaitArrived(first, arrived);
    first.interrupt();
    assertEquals(FailureKind.INTERRUPTED, DownloadFixture.failureOf(first).kind());
    server.faults().remove(stall);
    server.clearLog();
    return content;
  }

  private static void overwrite(Path file, long position, byte[] bytes) throws Exception {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(position);
      open.write(bytes);
    }
  }

  private static void resize(Path file, long sizeBytes) throws Exception {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(sizeBytes);
    }
  }
}
