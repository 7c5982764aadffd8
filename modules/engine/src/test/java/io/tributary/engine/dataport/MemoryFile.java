package io.tributary.engine.dataport;

import io.tributary.storage.TemporaryFile;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** A file in memory whose disk may be slow, or full. */
final class MemoryFile implements TemporaryFile {
  final byte[] content;
  final AtomicLong written = new AtomicLong();
  private final Semaphore writes;
  private volatile RuntimeException failure;

  MemoryFile(int sizeBytes, int writesAllowed) {
    content = new byte[sizeBytes];
    writes = new Semaphore(writesAllowed);
  }

  void allow(int more) {
    writes.release(more);
  }

  /** Somebody is writing, and the disk takes its time. */
  boolean holdsSomebodyUp() {
    return writes.hasQueuedThreads();
  }

  /** Whoever waits goes on; few others write any more. */
  void letGo() {
    writes.drainPermits();
    writes.release(1000);
  }

  void failWith(RuntimeException thrown) {
    failure = thrown;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public long sizeBytes() {
    return content.length;
  }

  @Override
  public void writeAt(ByteBuffer bytes, long position) {
    writes.acquireUninterruptibly();
    if (failure != null) {
      throw failure;
    }
    int count = bytes.remaining();
    bytes.get(content, (int) position, count);
    written.addAndGet(count);
  }

  @Override
  public int readAt(ByteBuffer into, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void flush() {}

  @Override
  public void truncate(long sizeBytes) {}

  @Override
  public void close() {}
}
