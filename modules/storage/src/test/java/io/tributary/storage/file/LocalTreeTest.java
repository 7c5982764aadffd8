package io.tributary.storage.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.path.KeyPath;
import io.tributary.storage.tree.FileTree.GrowingFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Small files below one directory, on the real file system. */
public final class LocalTreeTest extends JUnitSuite {
  private static final Instant THEN = Instant.parse("2021-02-03T04:05:06.789012Z");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ScriptedDisk disk = new ScriptedDisk();
  private Path root;
  private LocalTree tree;

  @Before
  public void makeTree() throws IOException {
    root = folder.getRoot().toPath().toRealPath().resolve("root");
    tree = LocalTree.of(root, disk);
  }

  private static KeyPath key(String path) {
    return KeyPath.of(path);
  }

  private void put(String path, String text, Instant modifiedOrNull, boolean durable) {
    try (GrowingFile file = tree.create(key(path), LocalTree.newSuffix())) {
      file.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      file.publish(modifiedOrNull, durable);
    }
  }

  private void put(String path) {
    put(path, path, null, false);
  }

  private String text(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static TributaryException refused(Runnable action) {
    TributaryException failure = Assert.assertThrows(TributaryException.class, action::run);
    assertEquals(failure.getMessage(), FailureKind.LOCAL_DISK, failure.kind());
    return failure;
  }

  @Test
  public void filesComeWithTheDirectoriesAboveThem() throws IOException {
    put("a");
    put("b/c/d");
    put("b/e");
    assertEquals(List.of("a", "b/c/d", "b/e"), files());
    assertEquals("b/c/d", text("b/c/d"));
  }

  @Test
  public void nothingIsMadeForALook() {
    assertTrue(tree.existing(key("a/b")).isEmpty());
    tree.abandon(key("a/b"), LocalTree.newSuffix());
    assertFalse(Files.exists(root));
  }

  @Test
  public void theTimeIsThatOfTheObject() throws IOException {
    put("a/b", "12345", THEN, true);
    assertEquals(FileTime.from(THEN), Files.getLastModifiedTime(root.resolve("a/b")));
    assertEquals(THEN, tree.existing(key("a/b")).orElseThrow().lastModified());
    assertEquals(5, tree.existing(key("a/b")).orElseThrow().sizeBytes());
    put("a/c");
    assertTrue(tree.existing(key("a/c")).orElseThrow().lastModified().isAfter(THEN.plusSeconds(1)));
  }

  @Test
  public void theNameComesLastAndTheTemporaryOneGoes() throws IOException {
    put("dir/a", "old", null, false);
    GrowingFile file = tree.create(key("dir/a"), "0123456789abcdef");
    file.append(ByteBuffer.wrap(new byte[1000]));
    assertEquals(List.of("dir/a", "dir/a.0123456789abcdef.tributary"), files());
    assertEquals("old", text("dir/a"));
    file.publish(null, false);
    file.close();
    assertEquals(List.of("dir/a"), files());
    assertEquals(1000, Files.size(root.resolve("dir/a")));
  }

  @Test
  public void whatIsNotPublishedIsDeleted() throws IOException {
    tree.create(key("dir/a"), LocalTree.newSuffix()).close();
    assertEquals(List.of(), files());
    GrowingFile killed = tree.create(key("dir/a"), "0123456789abcdef");
    assertEquals(1, files().size());
    tree.abandon(key("dir/a"), "0123456789abcdef");
    tree.abandon(key("dir/a"), "0123456789abcdef");
    assertEquals(List.of(), files());
    refused(() -> killed.publish(null, false));
  }

  @Test
  public void oneSuffixServesManyFilesAlsoThoseWithLongNames() throws IOException {
    String suffix = LocalTree.newSuffix();
    String prefix = "x".repeat(254);
    List<GrowingFile> open = new ArrayList<>();
    for (String name : new String[] {"a", "b", prefix + "1", prefix + "2"}) {
      open.add(tree.create(key(name), suffix));
    }
    assertEquals(4, files().size());
    open.forEach(file -> file.publish(null, false));
    assertEquals(List.of("a", "b", prefix + "1", prefix + "2"), files());
    refused(
        () -> {
          tree.create(key("c"), suffix);
          tree.create(key("c"), suffix);
        });
  }

  @Test
  public void aFileIsFlushedBeforeItsNameAndItsDirectoriesOnceForAll() {
    put("a/b/1", "1", THEN, true);
    put("a/b/2", "2", THEN, true);
    List<String> each = List.of("write", "fdatasync", "rename");
    assertEquals(Stream.concat(each.stream(), each.stream()).toList(), disk.calls);
    disk.calls.clear();
    tree.flushDirectories(List.of(key("a/b/1"), key("a/b/2"), key("a/3")));
    assertEquals(List.of("fsync directory", "fsync directory", "fsync directory"), disk.calls);
  }

  @Test
  public void whatCannotBeFlushedGetsNoName() throws IOException {
    disk.failingForces = 1;
    TributaryException failure = refused(() -> put("a/1", "1", THEN, true));
    assertTrue(failure.getMessage(), failure.getMessage().contains("Input/output error"));
    assertEquals(List.of(), files());
  }

  @Test
  public void shortWritesGoOnAndAFullDiskIsSaid() throws IOException {
    disk.maxBytesPerWrite = 3;
    put("a", "0123456789", null, false);
    assertEquals("0123456789", text("a"));
    disk.writesBeforeFailure = 2;
    TributaryException failure = refused(() -> put("b", "0123456789", null, false));
    assertTrue(failure.getMessage(), failure.getMessage().contains("No space left on device"));
    assertEquals(List.of("a"), files());
  }

  /** Fault 62. */
  @Test
  public void aDiskWithoutInodesSaysThatItIsNoMatterOfBytes() {
    tree.makeDirectory(key("d"));
    disk.openError = "No space left on device";
    disk.usableBytes = 1;
    TributaryException failure = refused(() -> put("d/a"));
    assertTrue(failure.getMessage(), failure.getMessage().contains("inodes"));
    disk.usableBytes = 0;
    assertFalse(refused(() -> put("d/a")).getMessage().contains("inodes"));
  }

  @Test
  public void permissionsAreThoseOfAnyNewFileOrOfTheOneThatIsReplaced() throws IOException {
    Path usual = Files.createFile(folder.getRoot().toPath().resolve("usual"));
    GrowingFile file = tree.create(key("a"), "0123456789abcdef");
    Path temporary = root.resolve("a.0123456789abcdef.tributary");
    assertEquals("rw-------", permissions(temporary));
    file.publish(null, false);
    assertEquals(permissions(usual), permissions(root.resolve("a")));
    Files.setPosixFilePermissions(root.resolve("a"), PosixFilePermissions.fromString("r--r-----"));
    put("a");
    assertEquals("r--r-----", permissions(root.resolve("a")));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  /** Faults 55 and 56. */
  @Test
  public void noSymbolicLinkLeadsOut() throws IOException {
    Path outside = Files.createDirectory(root.resolveSibling("outside"));
    Files.createDirectories(root.resolve("real"));
    Files.createSymbolicLink(root.resolve("out"), outside);
    Files.createSymbolicLink(root.resolve("up"), Path.of(".."));
    Files.createSymbolicLink(root.resolve("in"), Path.of("real"));
    Files.createSymbolicLink(root.resolve("nowhere"), Path.of("absent"));
    for (String path : new String[] {"out/x", "up/x", "up/outside/x", "nowhere/x", "in/../x"}) {
      if (!path.contains("..")) {
        refused(() -> put(path));
        refused(() -> tree.makeDirectory(key(path)));
      }
    }
    refused(() -> tree.existing(key("out/x")));
    put("in/x");
    assertEquals(List.of("real/x"), files());
    try (Stream<Path> all = Files.list(outside)) {
      assertEquals(0, all.count());
    }
  }

  @Test
  public void aLinkUnderTheFinalNameIsReplacedAndNotFollowed() throws IOException {
    Path victim = Files.writeString(root.resolveSibling("victim"), "precious");
    Files.createDirectories(root);
    Files.createSymbolicLink(root.resolve("a"), victim);
    assertTrue(tree.existing(key("a")).isEmpty());
    put("a");
    assertEquals("precious", Files.readString(victim));
    assertTrue(Files.isRegularFile(root.resolve("a"), NOFOLLOW_LINKS));
  }

  @Test
  public void directoriesAndFilesDoNotReplaceEachOther() throws IOException {
    put("a");
    refused(() -> put("a/b"));
    refused(() -> tree.makeDirectory(key("a")));
    tree.makeDirectory(key("d/e"));
    tree.makeDirectory(key("d/e"));
    TributaryException failure = refused(() -> put("d/e"));
    assertTrue(failure.getMessage(), failure.getMessage().contains("it is a directory"));
    assertTrue(tree.existing(key("d/e")).isEmpty());
    assertEquals(List.of("a"), files());
    assertTrue(Files.isDirectory(root.resolve("d/e")));
  }

  @Test
  public void aDirectoryThatIsDeletedMeanwhileIsMadeAgain() throws IOException {
    put("a/b/c");
    Files.delete(root.resolve("a/b/c"));
    Files.delete(root.resolve("a/b"));
    put("a/b/d");
    assertEquals(List.of("a/b/d"), files());
  }

  @Test
  public void moreDirectoriesThanAreRememberedAreNoMatter() throws IOException {
    for (int i = 0; i < TreeDirectories.MOST + 10; i++) {
      tree.makeDirectory(key("d" + i));
    }
    put("d0/x");
    assertEquals(List.of("d0/x"), files());
    assertTrue(tree.rememberedDirectories() <= TreeDirectories.MOST);
  }

  @Test
  public void theRootMustBeInADirectoryAndBeOne() throws IOException {
    refused(() -> LocalTree.of(root.resolve("absent/root")));
    Files.createFile(root);
    refused(() -> LocalTree.of(root));
    Files.delete(root);
    Files.createSymbolicLink(root, Files.createDirectory(root.resolveSibling("real")));
    tree = LocalTree.of(root);
    put("a");
    assertTrue(Files.exists(root.resolveSibling("real").resolve("a")));
  }
}
