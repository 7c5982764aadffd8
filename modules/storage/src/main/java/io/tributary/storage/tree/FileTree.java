package io.tributary.storage.tree;

import io.tributary.core.path.KeyPath;
import io.tributary.storage.Destination;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * A directory that many small files go into. All methods block; file or connection dispatcher only;
 * any number of threads. They fail with a TributaryException of kind LOCAL_DISK. Nothing is ever
 * written outside of the root: a symbolic link below it that leads out is refused.
 */
public interface FileTree {

  /** The file that is there now; empty for nothing. A symbolic link is not looked through. */
  Optional<Destination.Existing> existing(KeyPath path);

  /** Makes the directory, and those above it. */
  void makeDirectory(KeyPath path);

  /**
   * Makes a temporary file beside {@code path}, and the directories above it.
   *
   * @param suffix 16 characters that nobody guesses, see {@code TemporaryName}
   */
  GrowingFile create(KeyPath path, String suffix);

  /** Deletes the temporary file of this suffix, if it is there. */
  void abandon(KeyPath path, String suffix);

  /** A temporary file; for one thread. */
  interface GrowingFile extends AutoCloseable {
    /** Writes all of it behind what is there. */
    void append(ByteBuffer bytes);

    /**
     * All of it is written: gives it its time.
     *
     * @param modifiedOrNull null for now
     * @param durable flushes it, which may take long
     */
    void complete(Instant modifiedOrNull, boolean durable);

    /**
     * Gives it its name, atomically, over what is there. Its directory is for the caller to flush,
     * see {@link FileTree#flushDirectories}.
     */
    void publish();

    /** Both. */
    default void publish(Instant modifiedOrNull, boolean durable) {
      complete(modifiedOrNull, durable);
      publish();
    }

    /** Closes it, and deletes it unless it was published. */
    @Override
    void close();
  }

  /** Forces the directories of these files, each once. */
  void flushDirectories(Iterable<KeyPath> paths);
}
