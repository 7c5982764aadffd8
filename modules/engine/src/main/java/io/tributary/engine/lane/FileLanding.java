package io.tributary.engine.lane;

import io.tributary.core.ledger.Segment;
import io.tributary.storage.TemporaryFile;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Writes a range into the temporary file as it arrives, and reports it in segments. */
final class FileLanding implements Landing {
  private final TemporaryFile file;
  private final long origin;
  private final RangeLimit limit;
  private final TransferGauge gauge;
  private final Consumer<Segment> onSegment;

  /** Held while a segment grows, so that whoever reports does not meet half of one. */
  private final ReentrantLock growing = new ReentrantLock();

  private final SegmentBuilder segment;

  /**
   * @param origin offset in the object of the file's first byte
   * @param onSegment called for every segment written, on any thread
   */
  FileLanding(
      TemporaryFile file,
      long origin,
      RangeLimit limit,
      TransferGauge gauge,
      Consumer<Segment> onSegment) {
    this.file = file;
    this.origin = origin;
    this.limit = limit;
    this.gauge = gauge;
    this.onSegment = onSegment;
    this.segment = new SegmentBuilder(limit.claimed());
  }

  /** Claims before it writes: what was given away meanwhile is not ours to write. */
  @Override
  public void take(ByteBuffer bytes) {
    growing.lock();
    try {
      int granted = limit.claim(bytes.remaining());
      if (granted == 0) {
        return;
      }
      ByteBuffer ours = bytes.duplicate().limit(bytes.position() + granted);
      file.writeAt(ours.duplicate(), segment.position() - origin);
      long nowNanos = System.nanoTime();
      segment.append(ours, nowNanos);
      gauge.setWritten(segment.position());
      report(nowNanos);
    } finally {
      growing.unlock();
    }
  }

  private void report(long nowNanos) {
    if (segment.due(nowNanos)) {
      segment.finish().ifPresent(onSegment);
    }
  }

  @Override
  public boolean full() {
    return limit.over();
  }

  /** While it is growing, whoever makes it grow reports. */
  @Override
  public void reportWhenDue(long nowNanos) {
    if (growing.tryLock()) {
      try {
        report(nowNanos);
      } finally {
        growing.unlock();
      }
    }
  }

  @Override
  public void end() {
    growing.lock();
    try {
      segment.finish().ifPresent(onSegment);
    } finally {
      growing.unlock();
    }
  }
}
