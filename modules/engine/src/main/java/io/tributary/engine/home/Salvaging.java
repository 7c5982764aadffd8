package io.tributary.engine.home;

import io.tributary.core.checksum.Crc;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.ledger.Segment;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.Destination;
import io.tributary.storage.TemporaryFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes over what is good of a file that is to be replaced. Blocks; for one thread. */
final class Salvaging {
  private static final int BUFFER_BYTES = 1 << 20;

  private final TemporaryFile old;
  private final TemporaryFile fresh;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

  private Salvaging(TemporaryFile old, TemporaryFile fresh) {
    this.old = old;
    this.fresh = fresh;
  }

  static DiskResult.Bad run(Destination destination, DiskStep.Salvage step) {
    Optional<TemporaryFile> published = destination.openPublished(false);
    if (published.isEmpty()) {
      return new DiskResult.Bad(step.segments().stream().map(Segment::range).toList());
    }
    try (TemporaryFile old = published.get();
        TemporaryFile fresh = destination.reopen(step.temporaryName())) {
      List<ByteRange> bad = new Salvaging(old, fresh).bad(step.segments());
      if (step.durable()) {
        fresh.flush();
      }
      return new DiskResult.Bad(bad);
    }
  }

  private List<ByteRange> bad(List<Segment> segments) {
    List<ByteRange> bad = new ArrayList<>();
    for (Segment segment : segments) {
      if (!copied(segment)) {
        bad.add(segment.range());
      }
    }
    return bad;
  }

  /** Nothing bad is ever written: another run may be filling the range by now. */
  private boolean copied(Segment segment) {
    return read(segment, false) && read(segment, true);
  }

  /** Whether the file has these bytes. */
  private boolean read(Segment segment, boolean copying) {
    long crc64 = 0;
    long position = segment.start();
    while (position < segment.end()) {
      buffer.clear().limit((int) Math.min(BUFFER_BYTES, segment.end() - position));
      int count = read(position);
      if (count <= 0) {
        return false;
      }
      crc64 = Crc.CRC64_XZ.update(crc64, buffer.flip());
      if (copying) {
        fresh.writeAt(buffer.rewind(), position);
      }
      position += count;
    }
    return crc64 == segment.crc64();
  }

  /** What cannot be read any more is as good as gone: that is what repairs are for. */
  private int read(long position) {
    try {
      return old.readAt(buffer, position);
    } catch (TributaryException unreadable) {
      return -1;
    }
  }
}
