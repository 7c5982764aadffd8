package io.tributary.storage.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.storage.TemporaryFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class FileDestinationNamesTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path root;

  @Before
  public void resolveRoot() throws IOException {
    root = folder.getRoot().toPath().toRealPath();
  }

  @Test
  public void everySpellingOfAFileIsOneDestination() throws IOException {
    Path directory = Files.createDirectories(root.resolve("a/b"));
    Path link = Files.createSymbolicLink(root.resolve("link"), directory);
    Path working = Path.of("").toAbsolutePath();
    Path expected = directory.resolve("f");
    assertEquals(expected, FileDestination.of(expected).path());
    assertEquals(expected, FileDestination.of(Path.of(root + "//a/./b//f")).path());
    assertEquals(expected, FileDestination.of(root.resolve("a/../a/b/f")).path());
    assertEquals(expected, FileDestination.of(link.resolve("f")).path());
    assertEquals(expected, FileDestination.of(link.resolve("../b/f")).path());
    assertEquals(expected, FileDestination.of(working.relativize(expected)).path());
  }

  @Test
  public void aMissingDirectoryIsALocalFailureWithAdvice() {
    TributaryException failure = refused(root.resolve("absent/f"), FailureKind.LOCAL_DISK);
    assertEquals(
        "cannot download to "
            + root.resolve("absent")
            + ": the directory does not exist; create it first",
        failure.getMessage());
  }

  @Test
  public void aFileInPlaceOfTheDirectoryIsALocalFailure() throws IOException {
    Path file = Files.createFile(root.resolve("file"));
    refused(file.resolve("f"), FailureKind.LOCAL_DISK);
  }

  @Test
  public void aDirectoryIsNoDestination() throws IOException {
    Path directory = Files.createDirectory(root.resolve("d"));
    refused(directory, FailureKind.USAGE);
    refused(Files.createSymbolicLink(root.resolve("to-d"), directory), FailureKind.USAGE);
    refused(Path.of("/"), FailureKind.USAGE);
    refused(Path.of(".."), FailureKind.USAGE);
  }

  @Test
  public void aDeviceIsNeverReplaced() {
    refused(Path.of("/dev/null"), FailureKind.USAGE);
  }

  @Test
  public void aDanglingLinkAtTheFinalNameIsReplacedAndNotFollowed() throws IOException {
    Path target = root.resolve("elsewhere");
    Path link = Files.createSymbolicLink(root.resolve("final"), target);
    FileDestination destination = FileDestination.of(link);
    assertEquals(link, destination.path());
    publish(destination, "abc");
    assertTrue(Files.isRegularFile(link, NOFOLLOW_LINKS));
    assertFalse(Files.exists(target));
  }

  @Test
  public void aLinkToAFileIsReplacedAndTheFileKept() throws IOException {
    Path target = Files.writeString(root.resolve("elsewhere"), "kept");
    Path link = Files.createSymbolicLink(root.resolve("final"), target);
    publish(FileDestination.of(link), "abc");
    assertEquals("kept", Files.readString(target));
    assertEquals("abc", Files.readString(link));
  }

  @Test
  public void theTemporaryFileIsNewBesideTheFinalOneAndNoLinkIsFollowed() throws IOException {
    ScriptedDisk disk = new ScriptedDisk();
    FileDestination destination = new FileDestination(root.resolve("final"), disk);
    try (TemporaryFile file = destination.create(1)) {
      assertTrue(file.name(), file.name().matches("final\\.[0-9a-z]{16}\\.tributary"));
      assertTrue(Files.isRegularFile(root.resolve(file.name()), NOFOLLOW_LINKS));
      assertTrue(disk.openedWith.get(0).contains(CREATE_NEW));
      assertTrue(disk.openedWith.get(0).contains(NOFOLLOW_LINKS));
      assertEquals("rw-------", permissions(root.resolve(file.name())));
    }
  }

  @Test
  public void aPlantedLinkIsNotReopened() throws IOException {
    FileDestination destination = FileDestination.of(root.resolve("final"));
    Path victim = Files.writeString(root.resolve("victim"), "precious");
    String planted = "final.0123456789abcdef.tributary";
    Path place = root.resolve(planted);
    Files.createSymbolicLink(place, victim);
    refusedToReopen(destination, planted);
    Files.delete(place);
    Files.createLink(place, victim);
    refusedToReopen(destination, planted);
    Files.delete(place);
    Files.createDirectory(place);
    refusedToReopen(destination, planted);
    assertEquals("precious", Files.readString(victim));
  }

  @Test
  public void theLongestNameStillHasATemporaryFile() throws IOException {
    String name = "ü".repeat(127) + "x";
    FileDestination destination = FileDestination.of(root.resolve(name));
    publish(destination, "abc");
    assertEquals("abc", Files.readString(root.resolve(name)));
    refused(root.resolve(name + "x"), FailureKind.USAGE);
  }

  @Test
  public void aNewFileHasThePermissionsOfAnyNewFile() throws IOException {
    publish(FileDestination.of(root.resolve("final")), "abc");
    Path usual = Files.createFile(root.resolve("usual"));
    assertEquals(permissions(usual), permissions(root.resolve("final")));
  }

  @Test
  public void aReplacedFileHandsOnItsPermissions() throws IOException {
    Path old = Files.writeString(root.resolve("final"), "old");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("r--r-----"));
    publish(FileDestination.of(old), "abc");
    assertEquals("r--r-----", permissions(old));
    assertEquals("abc", Files.readString(old));
  }

  private static void publish(FileDestination destination, String content) {
    try (TemporaryFile file = destination.create(content.length())) {
      file.writeAt(ByteBuffer.wrap(content.getBytes(java.nio.charset.StandardCharsets.UTF_8)), 0);
      destination.publish(file.name(), true);
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void refusedToReopen(FileDestination destination, String name) {
    TributaryException failure =
        Assert.assertThrows(TributaryException.class, () -> destination.reopen(name).close());
    assertEquals(FailureKind.LOCAL_DISK, failure.kind());
  }

  private static TributaryException refused(Path file, FailureKind kind) {
    TributaryException failure =
        Assert.assertThrows(TributaryException.class, () -> FileDestination.of(file));
    assertEquals(kind, failure.kind());
    return failure;
  }
}
