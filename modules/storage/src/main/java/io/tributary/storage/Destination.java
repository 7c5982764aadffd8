package io.tributary.storage;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a file ends up. All methods block and run on the file dispatcher only; instances hold no
 * open file and may be used by many threads. They fail with a TributaryException of kind LOCAL_DISK
 * whose target is the path.
 *
 * <p>Under the final name there is, at every instant and after any crash, the old file or the
 * complete new one.
 */
public interface Destination {

  /**
   * A file that is under the final name now. A symbolic link there is looked through.
   *
   * @param sizeBytes its length
   * @param lastModified of its content, as precise as the file system is
   */
  record Existing(long sizeBytes, Instant lastModified) {}

  /**
   * The final path: absolute, its parent resolved of symbolic links and of {@code ..}. Equal for
   * two spellings of the same file.
   */
  Path path();

  /** What is under the final name; empty for nothing, and for a link that leads nowhere. */
  Optional<Existing> existing();

  /**
   * Makes a new temporary file beside the final name: name + "." + 16 random characters +
   * ".tributary", the name shortened where that would be too long for a file system; created
   * exclusively, without following links, readable and writable by the owner only while it is
   * incomplete.
   *
   * @param sizeBytes its size if known: then the free space is compared with it first, and the file
   *     has its full length, as a hole, from the start; -1 otherwise
   */
  default TemporaryFile create(long sizeBytes) {
    return create(newTemporaryName(), sizeBytes);
  }

  /** A fresh, unguessable name, so that it can be written down before the file exists. */
  String newTemporaryName();

  /** The same under a name from {@link #newTemporaryName}; fails when there is such a file. */
  TemporaryFile create(String temporaryName, long sizeBytes);

  /**
   * Opens an earlier temporary file by its name (no directory part), without following links; any
   * number of times, for independent handles. Fails with LOCAL_DISK when it is gone, is no regular
   * file, has other links, or belongs to another user.
   */
  TemporaryFile reopen(String temporaryName);

  /**
   * The same for a handle that cannot be read from. What several nodes write to on one NFS is
   * opened so: where a handle may read, the client fills up the pages that it writes to, and may
   * write back bytes that another node has changed by then.
   */
  TemporaryFile reopenForWriting(String temporaryName);

  /** True when there is something under this temporary name, usable or not. */
  boolean exists(String temporaryName);

  /**
   * Gives a temporary file another name, atomically, and makes that last: whoever knows the old
   * name only finds it no more. Fails with LOCAL_DISK when it is gone.
   *
   * @param newTemporaryName from {@link #newTemporaryName}, of no file yet
   */
  void rename(String temporaryName, String newTemporaryName);

  /**
   * Makes the temporary file the final one: fsync, permissions, atomic rename, fsync of the
   * directory. What was there before, a symbolic link included, is replaced, never opened.
   *
   * <p>Permissions are those of the regular file that is replaced, without set-user-id and the
   * like, and else those of any new file of this process (its umask).
   *
   * <p>Fails when the temporary file is gone, and changes nothing then. Whether an earlier call had
   * succeeded before a crash is for {@link #openPublished} to find out.
   *
   * @param durable false skips the fsyncs
   * @param modifiedOrNull what the file is to have as the time of its last change; null to leave
   *     that as it is
   */
  void publish(String temporaryName, boolean durable, Instant modifiedOrNull);

  /** The same with the time of its last write. */
  default void publish(String temporaryName, boolean durable) {
    publish(temporaryName, durable, null);
  }

  /**
   * Opens the file under the final name for reading only, links not followed. After a crash between
   * the rename and its record, the temporary file is gone and this is it: the caller compares
   * length and checksums before it believes that, then need not publish again.
   *
   * @param durable true also forces the directory, which the crash may have prevented
   * @return empty when there is no regular file
   */
  Optional<TemporaryFile> openPublished(boolean durable);

  /** Deletes the temporary file if it is there. */
  void abandon(String temporaryName);
}
