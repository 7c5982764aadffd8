package io.tributary.storage;

import java.io.Closeable;
import java.nio.ByteBuffer;

/**
 * The file that grows while a download runs. Safe for many threads on disjoint ranges. All methods
 * block; file dispatcher only. They fail with a TributaryException of kind LOCAL_DISK. Threads in
 * here must not be interrupted: that would close the file for all.
 */
public interface TemporaryFile extends Closeable {

  /** The name without directory. */
  String name();

  /** The current length in bytes. */
  long sizeBytes();

  /**
   * Writes all of {@code bytes} at {@code position}, however many system calls it takes. When it
   * fails, any part of the range may have been written. The file grows as needed.
   */
  void writeAt(ByteBuffer bytes, long position);

  /**
   * Reads up to {@code into.remaining()} bytes, at least one if there is room and the file goes on;
   * returns how many, -1 at the end of the file. Holes read as zeros.
   */
  int readAt(ByteBuffer into, long position);

  /**
   * Forces written bytes to the disk (fdatasync). When it fails, everything written since the last
   * success is lost, whatever a second call says; so each later call on this handle fails too.
   * Reopen the file and write the lost ranges again.
   */
  void flush();

  /** Cuts the file to this length, or extends it with a hole. */
  void truncate(long sizeBytes);

  /** Idempotent. Bytes that were not flushed may still be lost. */
  @Override
  void close();
}
