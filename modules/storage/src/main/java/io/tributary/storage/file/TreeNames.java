package io.tributary.storage.file;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether a directory takes several spellings for one name, and then, whether what is there is
 * spelled as it is asked for: no call of the system says either.
 */
final class TreeNames {
  private static final int LOCKS = 64;

  private final DiskCalls disk;
  private final Lock[] locks = new Lock[LOCKS];

  TreeNames(DiskCalls disk) {
    this.disk = disk;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /**
   * Whether another spelling of a file's name may lead to it.
   *
   * @param present is in the directory; of its name nothing but the last part counts
   */
  boolean folds(TreeDirectory directory, Path present) throws IOException {
    boolean folds = false;
    for (Spelling spelling : Spelling.values()) {
      folds |= folds(directory, present, spelling);
    }
    return folds;
  }

  private boolean folds(TreeDirectory directory, Path present, Spelling spelling)
      throws IOException {
    Boolean known = directory.foldsOrNull(spelling);
    if (known != null) {
      return known;
    }
    String name = present.getFileName().toString();
    String other = spelling.other(name);
    if (other.equals(name)) {
      return false;
    }
    boolean same = same(disk.look(present), disk.look(present.resolveSibling(other)));
    directory.learn(spelling, same);
    return same;
  }

  private static boolean same(
      Optional<PosixFileAttributes> one, Optional<PosixFileAttributes> other) {
    return one.isPresent()
        && other.isPresent()
        && Objects.equals(one.get().fileKey(), other.get().fileKey());
  }

  /** Fails with LOCAL_DISK when {@code present}, which is there, is spelled otherwise there. */
  void requireSpelling(TreeDirectory directory, Path present, String doing) throws IOException {
    if (folds(directory, present) && !disk.lists(present)) {
      throw DiskFailure.of(
              doing,
              present,
              "there is another whose name this file system takes for the same",
              "choose a directory on a file system that tells them apart")
          .asException();
    }
  }

  /** For all spellings of a name the same lock. */
  Lock lock(Path file) {
    return locks[Math.floorMod(Spelling.folded(file.toString()).hashCode(), LOCKS)];
  }
}
