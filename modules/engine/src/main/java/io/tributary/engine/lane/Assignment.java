package io.tributary.engine.lane;

import io.tributary.core.range.ByteRange;

/**
 * A range that a lane is working on.
 *
 * @param hedgeOrNull where the bytes wait, for a hedge; null when they go to the file at once
 * @param awaitingCommit all bytes of the hedge wait, and nobody has said yet which to write
 */
record Assignment(
    long number,
    long start,
    long end,
    RangeTransfer transfer,
    HedgeBuffer hedgeOrNull,
    boolean awaitingCommit) {

  static Assignment write(long number, long start, long end) {
    return new Assignment(number, start, end, new RangeTransfer(start, end), null, false);
  }

  static Assignment hedge(long number, ByteRange range) {
    RangeTransfer transfer = new RangeTransfer(range.start(), range.end());
    HedgeBuffer buffer = new HedgeBuffer(range.start(), Math.toIntExact(range.lengthBytes()));
    return new Assignment(number, range.start(), range.end(), transfer, buffer, false);
  }

  boolean hedgeIsComplete() {
    return hedgeOrNull != null && !awaitingCommit && hedgeOrNull.full();
  }

  Assignment readyToCommit() {
    return new Assignment(number, start, end, transfer, hedgeOrNull, true);
  }

  /** Its bytes are on their way to the file: whoever ends it waits for them. */
  Assignment committing() {
    return new Assignment(number, start, end, transfer, hedgeOrNull, false);
  }
}
