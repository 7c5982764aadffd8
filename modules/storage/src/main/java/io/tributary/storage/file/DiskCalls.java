package io.tributary.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * The system calls whose order and failures decide whether bytes survive; tests put faults here.
 */
class DiskCalls {
  private volatile Set<PosixFilePermission> ofNewFile;

  /** Those of any new file of this process; looked up once. */
  Set<PosixFilePermission> permissionsOfNewFile(Path sibling) throws IOException {
    if (ofNewFile == null) {
      ofNewFile = FileOwnership.ofNewFile(sibling);
    }
    return ofNewFile;
  }

  FileChannel open(Path file, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return FileChannel.open(file, options, attributes);
  }

  /** pwrite64: may write less than asked without an error. */
  int write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
    return channel.write(bytes, position);
  }

  /** fdatasync, or fsync with metadata. */
  void force(FileChannel channel, boolean metadata) throws IOException {
    channel.force(metadata);
  }

  /** What is under this very name, links not followed; empty for nothing. */
  Optional<PosixFileAttributes> look(Path file) throws IOException {
    try {
      return Optional.of(
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
  }

  /**
   * The same, but a link that leads nowhere counts as nothing. Costs no exception when there is
   * nothing, which would take longer than all calls for a small file.
   */
  Optional<PosixFileAttributes> glance(Path file) throws IOException {
    return file.toFile().exists() ? look(file) : Optional.empty();
  }

  /** Fails with FileAlreadyExistsException when there is something of this name. */
  void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory);
  }

  /**
   * Whether the directory of {@code file} lists it in this very spelling, which for a file system
   * that takes others for the same cannot be asked otherwise.
   */
  boolean lists(Path file) throws IOException {
    try (DirectoryStream<Path> names = Files.newDirectoryStream(file.getParent())) {
      for (Path each : names) {
        if (each.getFileName().equals(file.getFileName())) {
          return true;
        }
      }
      return false;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** utimensat: the time of the last change of its content; that of the last access is now. */
  void giveTime(Path file, FileTime modified) throws IOException {
    Files.getFileAttributeView(file, BasicFileAttributeView.class)
        .setTimes(modified, FileTime.fromMillis(System.currentTimeMillis()), null);
  }

  /**
   * fsync of a directory. Some cannot be synced by anyone: those that may not be listed cannot be
   * opened, and a few network file systems answer EINVAL. Their renames are as durable as they get.
   */
  void forceDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (AccessDeniedException notListable) {
      return;
    } catch (IOException e) {
      if (!"Invalid argument".equals(e.getMessage())) {
        throw e;
      }
    }
  }

  /**
   * Bytes that this user may still write; {@link Long#MAX_VALUE} where the file system says 0/0.
   */
  long usableBytes(Path directory) throws IOException {
    FileStore store = Files.getFileStore(directory);
    return store.getTotalSpace() == 0 ? Long.MAX_VALUE : store.getUsableSpace();
  }
}
