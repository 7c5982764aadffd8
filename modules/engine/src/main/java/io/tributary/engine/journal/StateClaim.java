package io.tributary.engine.journal;

import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The exclusive right of this process to download to one destination, from {@link
 * StateDirectory#claim} until closed. The operating system's lock decides, and it ends with the
 * process, however that ends.
 */
public final class StateClaim implements AutoCloseable {
  private final Path destination;
  private final StateFiles files;
  private final SharedLockFile.ByteLock lock;

  StateClaim(Path destination, StateFiles files, SharedLockFile.ByteLock lock) {
    this.destination = destination;
    this.files = files;
    this.lock = lock;
  }

  /** The database of this destination, whether it is there yet or not. */
  public Path database() {
    return files.database();
  }

  /**
   * Opens the journal, and notes what it is for, for {@link StateDirectory#list}.
   *
   * @param source {@code Locator.display()}
   * @throws TributaryException STATE_UNUSABLE
   */
  public SqliteJournal openJournal(String source) {
    SqliteJournal journal = SqliteJournal.open(files.database());
    journal.setAside().ifPresent(moved -> note(moved.movedTo()));
    journal.describe(destination.toString(), source);
    return journal;
  }

  /** Whose it was, since it may not be able to say so itself. */
  private void note(Path setAside) {
    try {
      LockHolderNote.write(StateFiles.noteOf(setAside), destination);
    } catch (IOException e) {
      throw StateDirectory.unusable("write to", files.directory(), e);
    }
  }

  /** Deletes a database of this destination that was set aside; the one in use stays. */
  public void discardSetAside(Path database) {
    delete(database);
    StateFiles.COMPANIONS.forEach(companion -> delete(Path.of(database + companion)));
    if (!Files.exists(files.database())) {
      delete(files.holder());
    }
  }

  /**
   * Deletes the state: the download is done, or is to begin anew. The journal must be closed. A
   * database that was set aside stays.
   */
  public void discard() {
    // The database first: a write-ahead log without one is ignored, the reverse would be a state
    // that is older than it should be.
    for (Path file : List.of(files.database(), files.wal(), files.shm(), files.holder())) {
      delete(file);
    }
  }

  /**
   * Deletes lists of what was to be repaired here, which runs that were killed have left: nobody
   * else can be reading one, since the destination is ours.
   *
   * @param inUse name of a file that is kept, if it is one of them
   */
  public void discardRepairs(String inUse) {
    try (Stream<Path> all = Files.list(files.directory())) {
      all.filter(files::isRepairManifest)
          .filter(file -> !file.getFileName().toString().equals(inUse))
          .forEach(StateClaim::delete);
    } catch (IOException e) {
      throw StateDirectory.unusable("list", files.directory(), e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw StateDirectory.unusable("delete", file, e);
    }
  }

  /** Gives the destination free. Idempotent; the state stays. */
  @Override
  public void close() {
    try {
      lock.release();
    } catch (IOException e) {
      throw StateDirectory.unusable("unlock", files.holder(), e);
    }
  }
}
