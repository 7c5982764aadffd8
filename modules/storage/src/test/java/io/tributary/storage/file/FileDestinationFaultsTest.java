package io.tributary.storage.file;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.storage.TemporaryFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class FileDestinationFaultsTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ScriptedDisk disk = new ScriptedDisk();
  private FileDestination destination;

  @Before
  public void prepare() {
    Path path = folder.getRoot().toPath().resolve("object.bin");
    destination = new FileDestination(FinalName.resolve(path), disk);
  }

  @Test
  public void aShortWriteIsContinuedUntilAllIsWritten() {
    disk.maxBytesPerWrite = 100;
    byte[] content = new byte[4096];
    new Random(1).nextBytes(content);
    try (TemporaryFile file = destination.create(-1)) {
      file.writeAt(ByteBuffer.wrap(content), 10);
      ByteBuffer back = ByteBuffer.allocate(4096);
      assertEquals(4096, file.readAt(back, 10));
      assertArrayEquals(content, back.array());
    }
    assertEquals(41, disk.calls.size());
  }

  @Test
  public void aFullDiskSaysSoAndHowToGoOn() {
    try (TemporaryFile file = destination.create(-1)) {
      disk.writesBeforeFailure = 1;
      file.writeAt(ByteBuffer.allocate(10), 0);
      TributaryException failure = failureOf(() -> file.writeAt(ByteBuffer.allocate(10), 10));
      assertTrue(failure.getMessage().contains(": No space left on device; free some space"));
    }
  }

  @Test
  public void whateverEndsAWriteIsNamedWithItsFileAndAdvice() {
    Map<String, String> advice =
        Map.of(
            "Input/output error", "check the disk",
            "Disk quota exceeded", "free some of your quota",
            "Read-only file system", "choose a directory on a writable file system",
            "Stale file handle", "check that the network file system is mounted");
    advice.forEach(
        (error, words) -> {
          try (TemporaryFile file = destination.create(-1)) {
            disk.writesBeforeFailure = 0;
            disk.writeError = error;
            String text = failureOf(() -> file.writeAt(ByteBuffer.allocate(1), 0)).getMessage();
            assertTrue(text, text.contains(file.name() + ": " + error + "; " + words));
          }
        });
  }

  @Test
  public void tooManyOpenFilesAreNamedWithAdvice() {
    disk.openError = "Too many open files";
    assertSays("Too many open files; raise the limit (ulimit -n) or use fewer lanes");
  }

  @Test
  public void whereThereIsSpaceButNoRoomForAFileTheInodesAreNamed() {
    disk.openError = "No space left on device";
    disk.usableBytes = 1;
    assertSays("No space left on device; it has no inodes left (df -i)");
    disk.usableBytes = 0;
    TributaryException failure = failureOf(() -> destination.create(-1).close());
    assertTrue(failure.getMessage(), failure.getMessage().contains("; free some space"));
  }

  @Test
  public void readOnlyAndForbiddenDirectoriesAreNamedWithAdvice() {
    disk.openError = "Read-only file system";
    assertSays("Read-only file system; choose a directory on a writable file system");
    disk.openError = "Permission denied";
    assertSays("Permission denied; choose a directory that you may write to");
    disk.openError = "Disk quota exceeded";
    assertSays("Disk quota exceeded; free some of your quota");
  }

  @Test
  public void afterAFailedFlushEveryLaterFlushFailsUntilReopened() {
    try (TemporaryFile file = destination.create(-1)) {
      file.writeAt(ByteBuffer.allocate(10), 0);
      disk.failingForces = 1;
      failureOf(file::flush);
      failureOf(file::flush);
      assertEquals(List.of("write", "fdatasync"), disk.calls);
      try (TemporaryFile again = destination.reopen(file.name())) {
        again.flush();
      }
    }
  }

  @Test
  public void publishSyncsTheFileThenRenamesThenSyncsTheDirectory() {
    try (TemporaryFile file = destination.create(-1)) {
      destination.publish(file.name(), true);
    }
    assertEquals(List.of("fsync", "rename", "fsync directory"), disk.calls);
  }

  @Test
  public void aFailedSyncPublishesNothing() throws IOException {
    Files.writeString(destination.path(), "old");
    try (TemporaryFile file = destination.create(-1)) {
      disk.failingForces = 1;
      failureOf(() -> destination.publish(file.name(), true));
      assertTrue(destination.exists(file.name()));
    }
    assertEquals(List.of("fsync"), disk.calls);
    assertEquals("old", Files.readString(destination.path()));
  }

  @Test
  public void publishWithoutDurabilityOnlyRenames() {
    try (TemporaryFile file = destination.create(-1)) {
      destination.publish(file.name(), false);
    }
    assertEquals(List.of("rename"), disk.calls);
  }

  @Test
  public void aSizeThatDoesNotFitIsRefusedBeforeAnythingIsMade() {
    disk.usableBytes = 999_999;
    TributaryException failure = failureOf(() -> destination.create(1_000_000).close());
    assertTrue(
        failure.getMessage(),
        failure.getMessage().contains("it needs 1,000,000 bytes and 999,999 are free"));
    assertEquals(0, folder.getRoot().list().length);
  }

  @Test
  public void whenTheLengthCannotBeSetNothingIsLeftBehind() {
    disk.writesBeforeFailure = 0;
    disk.writeError = "File too large";
    TributaryException failure = failureOf(() -> destination.create(1_000).close());
    assertTrue(failure.getMessage().contains("File too large"));
    assertEquals(0, folder.getRoot().list().length);
  }

  @Test
  public void anInterruptIsNamedAsTheReasonForAClosedFile() {
    try (TemporaryFile file = destination.create(-1)) {
      Thread.currentThread().interrupt();
      TributaryException failure = failureOf(() -> file.writeAt(ByteBuffer.allocate(1), 0));
      assertTrue(Thread.interrupted());
      assertTrue(failure.getMessage().contains("was interrupted"));
    }
  }

  private void assertSays(String text) {
    TributaryException failure = failureOf(() -> destination.create(1).close());
    assertTrue(failure.getMessage(), failure.getMessage().contains(text));
    assertTrue(failure.getMessage().contains(folder.getRoot().getName()));
  }

  private static TributaryException failureOf(Runnable action) {
    TributaryException failure = Assert.assertThrows(TributaryException.class, action::run);
    assertEquals(FailureKind.LOCAL_DISK, failure.kind());
    return failure;
  }
}
