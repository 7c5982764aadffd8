package io.tributary.engine.destination;

import io.tributary.core.ledger.Ledger;
import io.tributary.core.ledger.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Segments that are flushed and reported together. Mutable, for one thread. */
final class SegmentGroup {
  /** A group is due when it is this old and has its least bytes. */
  static final Duration AGE = Duration.ofMillis(500);

  /** One this large is due at once. */
  static final long MOST_BYTES = 256L << 20;

  private final List<Segment> segments = new ArrayList<>();
  private long bytes;
  private boolean old;

  void add(Segment segment) {
    segments.add(segment);
    bytes += segment.lengthBytes();
  }

  boolean isEmpty() {
    return segments.isEmpty();
  }

  /** {@link #AGE}, or what its writer takes for it, has passed since the first segment. */
  void grownOld() {
    old = true;
  }

  boolean due(Recording recording) {
    return bytes >= MOST_BYTES || (old && bytes >= recording.leastGroupBytes());
  }

  /** Those that touch merged, so that a message has as few as can be. */
  List<Segment> merged() {
    return Ledger.merge(segments, Ledger.LEAST_MERGE_LIMIT_BYTES);
  }
}
