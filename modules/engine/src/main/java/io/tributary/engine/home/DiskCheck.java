package io.tributary.engine.home;

import io.tributary.core.checksum.Crc;
import io.tributary.core.ledger.Segment;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.TemporaryFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** Reads journaled ranges back and compares their CRCs (I5), several at a time. */
public final class DiskCheck {
  /** Enough to keep a disk busy, and no more memory than this times {@link #BUFFER_BYTES}. */
  public static final int READERS = 4;

  private static final int BUFFER_BYTES = 1 << 20;

  private final TemporaryFile file;
  private final long origin;
  private final AtomicLong readBytes = new AtomicLong();

  public DiskCheck(TemporaryFile file, long origin) {
    this.file = file;
    this.origin = origin;
  }

  /** Completes with the ranges whose bytes are not there or not right, in no order. */
  public CompletionStage<List<ByteRange>> badRanges(
      List<Segment> segments, Executor fileDispatcher) {
    ConcurrentLinkedQueue<Segment> work = new ConcurrentLinkedQueue<>(segments);
    ConcurrentLinkedQueue<ByteRange> bad = new ConcurrentLinkedQueue<>();
    int readers = Math.min(READERS, segments.size());
    CompletableFuture<?>[] reading = new CompletableFuture<?>[readers];
    for (int i = 0; i < readers; i++) {
      reading[i] = CompletableFuture.runAsync(() -> check(work, bad), fileDispatcher);
    }
    return CompletableFuture.allOf(reading).thenApply(done -> new ArrayList<>(bad));
  }

  private void check(ConcurrentLinkedQueue<Segment> work, ConcurrentLinkedQueue<ByteRange> bad) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    for (Segment next = work.poll(); next != null; next = work.poll()) {
      if (!intact(next, buffer)) {
        bad.add(next.range());
      }
    }
  }

  private boolean intact(Segment segment, ByteBuffer buffer) {
    long crc64 = 0;
    long position = segment.start();
    while (position < segment.end()) {
      buffer.clear().limit((int) Math.min(BUFFER_BYTES, segment.end() - position));
      int count = file.readAt(buffer, position - origin);
      if (count <= 0) {
        return false;
      }
      crc64 = Crc.CRC64_XZ.update(crc64, buffer.flip());
      position += count;
      readBytes.addAndGet(count);
    }
    return crc64 == segment.crc64();
  }

  public long readBytes() {
    return readBytes.get();
  }
}
