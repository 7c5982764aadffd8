package io.tributary.engine.lane;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of one range under way: written by its stream, read by its lane. */
final class TransferGauge {
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong written;

  TransferGauge(long start) {
    written = new AtomicLong(start);
  }

  void addReceived(long bytes) {
    received.addAndGet(bytes);
  }

  void setWritten(long position) {
    written.set(position);
  }

  long received() {
    return received.get();
  }

  /** Everything before this offset of the object, from the range's start, is in the file. */
  long written() {
    return written.get();
  }
}
