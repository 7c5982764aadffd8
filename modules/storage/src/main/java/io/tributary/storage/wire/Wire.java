package io.tributary.storage.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection's bytes in both directions. One thread at a time reads and writes. */
public interface Wire extends Closeable {

  /** Waits for bytes; returns how many were put into {@code into}, -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /** Sends all of {@code bytes}. */
  void write(ByteBuffer bytes) throws IOException;

  /** Takes what is here without waiting: 0 for nothing, -1 at the end. */
  int poll(ByteBuffer into) throws IOException;

  /** From any thread; what blocks in here fails. Idempotent. */
  @Override
  void close();
}
