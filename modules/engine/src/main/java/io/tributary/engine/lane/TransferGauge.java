package io.tributary.engine.lane;

import java.util.concurrent.atomic.AtomicLong;

/** How far one range under way has come: told by its stream, read by its lane. Thread-safe. */
public final class TransferGauge {
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong written;
  private volatile boolean cutOff;

  public TransferGauge(long start) {
    written = new AtomicLong(start);
  }

  void addReceived(long bytes) {
    received.addAndGet(bytes);
  }

  void setWritten(long position) {
    written.set(position);
  }

  /** The bytes do not get to their file's home, whatever the source does. */
  void setCutOff() {
    cutOff = true;
  }

  boolean cutOff() {
    return cutOff;
  }

  public long received() {
    return received.get();
  }

  /** Everything before this offset of the object, from the range's start, is in the file. */
  long written() {
    return written.get();
  }
}
