package io.tributary.engine.journal;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where a machine keeps what it knows of unfinished downloads: one database per destination, so
 * that separate processes never meet in one, and a lock per destination. All methods block.
 */
public final class StateDirectory {
  private static final String LOCKS = "locks";
  private static final String ADVICE = "choose another directory with --state-dir";

  private final Path directory;

  private StateDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * {@code $XDG_STATE_HOME/tributary}, or {@code ~/.local/state/tributary} where that is not set or
   * not absolute (XDG Base Directory Specification 0.8).
   */
  public static Path defaultPath(Map<String, String> environment, Path home) {
    Path given = Path.of(environment.getOrDefault("XDG_STATE_HOME", ""));
    Path base = given.isAbsolute() ? given : home.resolve(".local").resolve("state");
    return base.resolve("tributary");
  }

  /**
   * Uses a directory, making it and its parents for the owner only if they are missing.
   *
   * @throws TributaryException STATE_UNUSABLE when it is no directory or cannot be made
   */
  public static StateDirectory open(Path path) {
    try {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path directory = path.toRealPath();
      SqliteNativeLibrary.keepIn(directory);
      return new StateDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      throw failure("use", path, "it is not a directory", e);
    } catch (IOException e) {
      throw unusable("create", path, e);
    }
  }

  public Path path() {
    return directory;
  }

  /**
   * Makes this process the only one that downloads to {@code destination}, or fails at once.
   *
   * @param destination normalised: {@code Destination.path()}
   * @throws TributaryException DESTINATION_BUSY when another process, or another part of this one,
   *     has it; STATE_UNUSABLE when the directory cannot be written
   */
  public StateClaim claim(Path destination) {
    return claim(destination, StateFiles.of(directory, destination));
  }

  /**
   * Where to list what is to be repaired below {@code root}: a fresh name. What was listed there
   * before goes with {@link StateClaim#discardRepairs}.
   *
   * @param root normalised, as for {@link #claim}
   */
  public Path newRepairManifest(Path root) {
    return StateFiles.of(directory, root).newRepairManifest();
  }

  /**
   * The unfinished downloads, the oldest first; those that are running now included, and databases
   * that were set aside.
   */
  public List<StateEntry> list() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(StateFiles::isDatabase)
          .map(StateDescription::read)
          .sorted(Comparator.comparing(StateEntry::startedAt))
          .toList();
    } catch (IOException e) {
      throw unusable("list", directory, e);
    }
  }

  /**
   * Forgets an unfinished download. Its temporary file, if any, is not this directory's.
   *
   * @throws TributaryException DESTINATION_BUSY when it is running
   */
  public void remove(StateEntry entry) {
    Path named = entry.destination().isEmpty() ? entry.database() : Path.of(entry.destination());
    try (StateClaim claim = claim(named, StateFiles.ofDatabase(entry.database()))) {
      if (entry.setAside()) {
        claim.discardSetAside(entry.database());
      } else {
        claim.discard();
      }
    }
  }

  private StateClaim claim(Path destination, StateFiles files) {
    Path locks = directory.resolve(LOCKS);
    try {
      SharedLockFile.ByteLock lock = SharedLockFile.tryLock(locks, files.lockPosition());
      if (lock == null) {
        throw busy(destination, files);
      }
      StateClaim claim = new StateClaim(destination, files, lock);
      try {
        LockHolderNote.write(files.holder(), destination);
        return claim;
      } catch (IOException e) {
        claim.close();
        throw e;
      }
    } catch (IOException e) {
      throw unusable("write to", directory, e);
    }
  }

  static TributaryException unusable(String doing, Path target, IOException cause) {
    return failure(doing, target, reason(cause), cause);
  }

  /** The JDK gives a reason only where it has no class for it. */
  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof DirectoryNotEmptyException) {
      return "a directory stands in its place";
    }
    if (cause instanceof NoSuchFileException) {
      return "it does not exist";
    }
    String reason =
        cause instanceof FileSystemException named ? named.getReason() : cause.getMessage();
    return reason == null ? cause.getClass().getSimpleName() : reason;
  }

  private static TributaryException failure(
      String doing, Path target, String reason, Throwable cause) {
    return new Failure(FailureKind.STATE_UNUSABLE, doing, target.toString(), reason, ADVICE)
        .asException(cause);
  }

  private static TributaryException busy(Path destination, StateFiles files) {
    return new Failure(
            FailureKind.DESTINATION_BUSY,
            "download to",
            destination.toString(),
            "another download is writing it (" + LockHolderNote.read(files.holder()) + ")",
            "wait for it or stop it, then run the same command again")
        .asException();
  }
}
