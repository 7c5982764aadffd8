package io.tributary.storage.file;

import io.tributary.storage.tree.FileTree.GrowingFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/** One of many small files, from its first byte to its name. */
final class TreeFile implements GrowingFile {
  private final TreeDirectory directory;
  private final Path temporary;
  private final Path file;
  private final FileChannel channel;
  private final DiskCalls disk;
  private final TreeNames names;

  private long position;
  private boolean published;

  TreeFile(
      TreeDirectory directory,
      Path temporary,
      String name,
      FileChannel channel,
      DiskCalls disk,
      TreeNames names) {
    this.directory = directory;
    this.temporary = temporary;
    this.file = directory.path().resolve(name);
    this.channel = channel;
    this.disk = disk;
    this.names = names;
  }

  @Override
  public void append(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        int written = disk.write(channel, bytes, position);
        if (written <= 0) {
          throw new IOException("the file system takes no bytes and gives no reason");
        }
        position += written;
      }
    } catch (IOException e) {
      throw DiskFailure.of("write to", temporary, e);
    }
  }

  @Override
  public void complete(Instant modifiedOrNull, boolean durable) {
    try {
      if (durable) {
        disk.force(channel, false);
      }
      // Before the rename: some network file systems write only now, and may then be full.
      channel.close();
      if (modifiedOrNull != null) {
        disk.giveTime(temporary, FileTime.from(modifiedOrNull));
      }
    } catch (IOException e) {
      throw DiskFailure.of("publish", file, e);
    }
  }

  @Override
  public void publish() {
    try {
      if (names.folds(directory, temporary)) {
        renameAlone();
      } else {
        rename();
      }
    } catch (IOException e) {
      throw DiskFailure.of("publish", file, e);
    }
  }

  private void renameAlone() throws IOException {
    Lock alone = names.lock(file);
    alone.lock();
    try {
      rename();
    } finally {
      alone.unlock();
    }
  }

  private void rename() throws IOException {
    Optional<PosixFileAttributes> replaced = disk.glance(file);
    if (replaced.isPresent()) {
      requireReplaceable(replaced.get());
      names.requireSpelling(directory, file, "publish");
    }
    givePermissions(replaced);
    disk.rename(temporary, file);
    published = true;
  }

  private void requireReplaceable(PosixFileAttributes replaced) {
    if (replaced.isDirectory() || replaced.isOther()) {
      throw DiskFailure.of(
              "publish",
              file,
              replaced.isDirectory() ? "it is a directory" : "it is a device, a pipe or a socket",
              "move it away, or choose another directory")
          .asException();
    }
  }

  private void givePermissions(Optional<PosixFileAttributes> replaced) {
    try {
      Files.setPosixFilePermissions(
          temporary,
          replaced.isPresent() && replaced.get().isRegularFile()
              ? replaced.get().permissions()
              : disk.permissionsOfNewFile(temporary));
    } catch (IOException | UnsupportedOperationException refused) {
      // File systems without permissions refuse to change them; the bytes are still good.
      return;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      if (!published) {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw DiskFailure.of("delete", temporary, e);
    }
  }

  @Override
  public String toString() {
    return temporary.toString();
  }
}
