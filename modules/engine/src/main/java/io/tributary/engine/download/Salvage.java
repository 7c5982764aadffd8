package io.tributary.engine.download;

import io.tributary.core.ledger.Segment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Which ranges of the file that is there are to be looked for, some at a time. Not after the
 * object, or what was made of them, has turned out to be another one. For one thread.
 */
final class Salvage {
  /** So much is copied before it is recorded; a segment may be longer. */
  private static final long BYTES_AT_A_TIME = 1L << 30;

  /** They fit into one message. */
  private static final int SEGMENTS_AT_A_TIME = 1000;

  private final Iterator<Segment> segments;

  Salvage(DownloadState state) {
    KnownRanges known = state.spec().known();
    boolean wanted =
        state.startsOver() == 0
            && state.ranges()
            && state.wantsWholeObject()
            && known.areOf(state.identity());
    this.segments =
        wanted
            ? known.segments().stream().filter(state.ledger()::accepts).iterator()
            : List.<Segment>of().iterator();
  }

  /** Empty when there are no more. */
  List<Segment> next() {
    List<Segment> some = new ArrayList<>();
    long bytes = 0;
    while (segments.hasNext() && some.size() < SEGMENTS_AT_A_TIME && bytes < BYTES_AT_A_TIME) {
      Segment segment = segments.next();
      some.add(segment);
      bytes += segment.lengthBytes();
    }
    return some;
  }
}
