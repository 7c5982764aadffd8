package io.tributary.storage;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What every destination must do. Each kind of destination extends this with how it is made. */
public abstract class DestinationContract extends JUnitSuite {

  /** A destination with nothing under its final name, in a directory of its own. */
  protected abstract Destination fresh();

  @Test
  public void bytesWrittenOutOfOrderAreThereInOrder() throws IOException {
    Destination destination = fresh();
    try (TemporaryFile file = destination.create(10)) {
      write(file, "world", 5);
      write(file, "hello", 0);
      file.flush();
      destination.publish(file.name(), true);
    }
    assertEquals("helloworld", Files.readString(destination.path()));
  }

  @Test
  public void nothingIsUnderTheFinalNameBeforePublish() {
    Destination destination = fresh();
    try (TemporaryFile file = destination.create(3)) {
      write(file, "abc", 0);
      file.flush();
      assertFalse(Files.exists(destination.path()));
      assertTrue(destination.existing().isEmpty());
    }
  }

  @Test
  public void aKnownSizeIsTheLengthFromTheStart() {
    try (TemporaryFile file = fresh().create(1_000_000)) {
      assertEquals(1_000_000, file.sizeBytes());
      assertArrayEquals(new byte[10], read(file, 999_990, 20));
    }
  }

  @Test
  public void anUnknownSizeGrows() {
    try (TemporaryFile file = fresh().create(-1)) {
      assertEquals(0, file.sizeBytes());
      write(file, "abc", 7);
      assertEquals(10, file.sizeBytes());
    }
  }

  @Test
  public void aFileIsPublishedWithTheTimeThatItIsGiven() throws IOException {
    Destination destination = fresh();
    Instant then = Instant.parse("2021-02-03T04:05:06Z");
    try (TemporaryFile file = destination.create(3)) {
      write(file, "abc", 0);
      destination.publish(file.name(), true, then);
    }
    assertEquals(then, destination.existing().orElseThrow().lastModified());
  }

  @Test
  public void anEmptyFileCanBePublished() throws IOException {
    Destination destination = fresh();
    try (TemporaryFile file = destination.create(0)) {
      destination.publish(file.name(), true);
    }
    assertEquals(0, Files.size(destination.path()));
  }

  @Test
  public void truncateCutsAndExtends() {
    try (TemporaryFile file = fresh().create(-1)) {
      write(file, "abcdef", 0);
      file.truncate(3);
      assertEquals(3, file.sizeBytes());
      file.truncate(5);
      assertArrayEquals(new byte[] {'a', 'b', 'c', 0, 0}, read(file, 0, 10));
    }
  }

  @Test
  public void readingBehindTheEndSaysSo() {
    try (TemporaryFile file = fresh().create(4)) {
      assertEquals(-1, file.readAt(ByteBuffer.allocate(1), 4));
    }
  }

  @Test
  public void anEarlierTemporaryFileIsReopenedWithItsBytes() {
    Destination destination = fresh();
    String name;
    try (TemporaryFile file = destination.create(5)) {
      write(file, "12345", 0);
      file.flush();
      name = file.name();
    }
    try (TemporaryFile first = destination.reopen(name);
        TemporaryFile second = destination.reopen(name)) {
      write(first, "ab", 0);
      assertArrayEquals(bytes("ab345"), read(second, 0, 5));
    }
  }

  @Test
  public void aHandleForWritingIsNoneForReading() {
    Destination destination = fresh();
    try (TemporaryFile file = destination.create(5);
        TemporaryFile writing = destination.reopenForWriting(file.name())) {
      write(writing, "ab", 2);
      writing.flush();
      assertArrayEquals(new byte[] {0, 0, 'a', 'b', 0}, read(file, 0, 5));
      Assert.assertThrows(RuntimeException.class, () -> read(writing, 0, 5));
    }
    Assert.assertThrows(
        TributaryException.class,
        () -> destination.reopenForWriting(destination.newTemporaryName()));
  }

  @Test
  public void twoTemporaryFilesOfOneDestinationDiffer() {
    Destination destination = fresh();
    try (TemporaryFile one = destination.create(1);
        TemporaryFile other = destination.create(1)) {
      assertNotEquals(one.name(), other.name());
    }
  }

  @Test
  public void aNameChosenBeforeIsUsedOnceAndNothingIsOverwritten() {
    Destination destination = fresh();
    String name = destination.newTemporaryName();
    assertFalse(destination.exists(name));
    try (TemporaryFile file = destination.create(name, 3)) {
      assertEquals(name, file.name());
      write(file, "abc", 0);
      assertLocalDisk(() -> destination.create(name, 3).close());
      assertArrayEquals(bytes("abc"), read(file, 0, 3));
    }
  }

  @Test
  public void aMissingTemporaryFileIsALocalFailure() {
    Destination destination = fresh();
    String name;
    try (TemporaryFile file = destination.create(5)) {
      name = file.name();
    }
    destination.abandon(name);
    assertFalse(destination.exists(name));
    assertLocalDisk(() -> destination.reopen(name).close());
    assertLocalDisk(() -> destination.publish(name, true));
    destination.abandon(name);
  }

  @Test
  public void publishReplacesTheOldFileWhole() throws IOException {
    Destination destination = fresh();
    Files.writeString(destination.path(), "old and longer");
    try (TemporaryFile file = destination.create(3)) {
      write(file, "new", 0);
      assertEquals("old and longer", Files.readString(destination.path()));
      destination.publish(file.name(), true);
      assertFalse(destination.exists(file.name()));
    }
    assertEquals("new", Files.readString(destination.path()));
    assertEquals(3, destination.existing().orElseThrow().sizeBytes());
  }

  @Test
  public void aPublishedFileCanBeReadToSeeThatItIsDone() {
    Destination destination = fresh();
    assertTrue(destination.openPublished(true).isEmpty());
    try (TemporaryFile file = destination.create(3)) {
      write(file, "new", 0);
      destination.publish(file.name(), true);
      assertLocalDisk(() -> destination.publish(file.name(), true));
    }
    try (TemporaryFile published = destination.openPublished(true).orElseThrow()) {
      assertArrayEquals(bytes("new"), read(published, 0, 9));
    }
  }

  @Test
  public void aNameWithADirectoryPartIsRefused() {
    Destination destination = fresh();
    Path outside = destination.path().resolveSibling("../x.0123456789abcdef.tributary");
    assertLocalDisk(() -> destination.abandon("../" + outside.getFileName()));
    assertLocalDisk(() -> destination.reopen("x").close());
  }

  protected static void assertLocalDisk(Runnable action) {
    TributaryException failure = Assert.assertThrows(TributaryException.class, action::run);
    assertEquals(FailureKind.LOCAL_DISK, failure.kind());
  }

  protected static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  protected static void write(TemporaryFile file, String text, long position) {
    file.writeAt(ByteBuffer.wrap(bytes(text)), position);
  }

  protected static byte[] read(TemporaryFile file, long position, int maxBytes) {
    ByteBuffer into = ByteBuffer.allocate(maxBytes);
    int more = 0;
    while (more >= 0 && into.hasRemaining()) {
      more = file.readAt(into, position + into.position());
    }
    byte[] result = new byte[into.position()];
    into.flip().get(result);
    return result;
  }
}
