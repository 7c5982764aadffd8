package io.tributary.engine.dataport;

import io.tributary.core.ledger.Segment;
import io.tributary.storage.TemporaryFile;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * A temporary file that lanes of other nodes write to through this one, until it is closed.
 * Thread-safe.
 */
public final class OpenPart {
  private final TemporaryFile file;
  private final long run;
  private final long origin;
  private final Consumer<Segment> written;
  private final Runnable onClose;

  /** Shared by those that write; alone has it who closes. */
  private final ReadWriteLock gate = new ReentrantReadWriteLock();

  private final AtomicBoolean open = new AtomicBoolean(true);
  private final LanesHeard heard = new LanesHeard();

  /**
   * @param run lanes of another run are turned away
   * @param origin offset in the object of the file's first byte
   * @param written hears of every part that is in the file, on any thread
   * @param onClose called once, when nothing more will be written
   */
  public OpenPart(
      TemporaryFile file, long run, long origin, Consumer<Segment> written, Runnable onClose) {
    this.file = file;
    this.run = run;
    this.origin = origin;
    this.written = written;
    this.onClose = onClose;
  }

  long run() {
    return run;
  }

  long origin() {
    return origin;
  }

  public boolean isOpen() {
    return open.get();
  }

  /** A lane of another node says that it is at work, and may write. */
  public void heard(int lane) {
    heard.heard(lane, System.nanoTime());
  }

  boolean heardWithin(int lane, Duration term) {
    return heard.within(lane, term, System.nanoTime());
  }

  /**
   * Writes it at this offset of the object; returns false, and does not, when it is closed. Blocks.
   */
  boolean write(ByteBuffer frame, long offset) {
    gate.readLock().lock();
    try {
      boolean ours = open.get();
      if (ours) {
        file.writeAt(frame, offset - origin);
      }
      return ours;
    } finally {
      gate.readLock().unlock();
    }
  }

  /** Tells that all of a part is written; returns false, and does not, when it is closed. */
  boolean report(Segment segment) {
    gate.readLock().lock();
    try {
      boolean ours = open.get();
      if (ours) {
        written.accept(segment);
      }
      return ours;
    } finally {
      gate.readLock().unlock();
    }
  }

  /** Nothing is written any more when this returns; waits for writing that is under way. */
  void close() {
    boolean first;
    gate.writeLock().lock();
    try {
      first = open.getAndSet(false);
    } finally {
      gate.writeLock().unlock();
    }
    if (first) {
      onClose.run();
    }
  }
}
