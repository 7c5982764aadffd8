package io.tributary.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/**
 * The system calls whose order and failures decide whether bytes survive; tests put faults here.
 */
class DiskCalls {

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

  void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
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
