package io.tributary.storage;

import java.nio.file.Path;

/**
 * Where a file ends up. All methods block and run on the file dispatcher only. They fail with a
 * TributaryException of kind LOCAL_DISK whose target is the path.
 *
 * <p>Under the final name there is, at every instant and after any crash, the old file or the
 * complete new one.
 */
public interface Destination {

  /** The final path: absolute, its parent resolved of symbolic links. */
  Path path();

  /**
   * Makes a new temporary file beside the final name: name + "." + 12 or more random characters +
   * ".tributary"; created exclusively, without following links, readable and writable by the owner
   * only while it is incomplete.
   *
   * @param sizeBytes its size if known, for the check of free space and to make it sparse at full
   *     length; -1 otherwise
   */
  TemporaryFile create(long sizeBytes);

  /**
   * Opens an earlier temporary file by its name (no directory part), without following links. Fails
   * with LOCAL_DISK when it is gone, is no regular file, or has other links.
   */
  TemporaryFile reopen(String temporaryName);

  /**
   * Makes the temporary file the final one: fsync, permissions as a new file would have, atomic
   * rename, fsync of the directory. May be repeated: when the temporary file is gone, returns
   * quietly only if {@link #published} says so.
   *
   * @param durable false skips the fsyncs
   */
  void publish(String temporaryName, boolean durable);

  /** Deletes the temporary file if it is there. */
  void abandon(String temporaryName);
}
