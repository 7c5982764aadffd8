package io.tributary.engine.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One file whose single bytes are locks. It is never deleted, so no process can hold a lock on a
 * file that has lost its name, and finished downloads leave nothing behind.
 *
 * <p>POSIX drops all of a process's locks on a file as soon as it closes any descriptor of it: so a
 * process opens the file once, and closes it with its last lock.
 */
final class SharedLockFile {
  private static final Map<Path, SharedLockFile> OPEN = new HashMap<>();

  private final Path file;
  private final FileChannel channel;
  private int users;

  private SharedLockFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** A lock on one byte. */
  record ByteLock(SharedLockFile owner, FileLock lock) {
    void release() throws IOException {
      synchronized (OPEN) {
        if (lock.isValid()) {
          lock.release();
          owner.leave();
        }
      }
    }
  }

  /**
   * Locks one byte, without waiting.
   *
   * @param file absolute, without links: it is the key within the process
   * @return null when another process, or another part of this one, holds it
   */
  static ByteLock tryLock(Path file, long position) throws IOException {
    synchronized (OPEN) {
      SharedLockFile shared = OPEN.get(file);
      if (shared == null) {
        shared = new SharedLockFile(file, open(file));
        OPEN.put(file, shared);
      }
      shared.users++;
      FileLock lock = null;
      try {
        lock = shared.channel.tryLock(position, 1, false);
      } catch (OverlappingFileLockException heldHere) {
        lock = null;
      } finally {
        if (lock == null) {
          shared.leave();
        }
      }
      return lock == null ? null : new ByteLock(shared, lock);
    }
  }

  private void leave() throws IOException {
    users--;
    if (users == 0) {
      OPEN.remove(file);
      channel.close();
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
