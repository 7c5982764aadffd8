package io.tributary.engine.lane;

import io.tributary.core.range.ByteRange;

/**
 * A range that a lane is working on.
 *
 * @param hedgeOrNull where the bytes wait, for a hedge; null when they go to the file at once
 */
record Assignment(
    long number,
    long start,
    long end,
    RangeTransfer transfer,
    HedgeBuffer hedgeOrNull,
    Stage stage) {

  enum Stage {
    FETCHING,
    /** All bytes of a hedge wait, and nobody has said yet which to write. */
    AWAITING_COMMIT,
    /** They are being written: it is over only when that is. */
    COMMITTING
  }

  static Assignment write(long number, long start, long end) {
    return new Assignment(number, start, end, new RangeTransfer(start, end), null, Stage.FETCHING);
  }

  static Assignment hedge(long number, ByteRange range) {
    RangeTransfer transfer = new RangeTransfer(range.start(), range.end());
    HedgeBuffer buffer = new HedgeBuffer(range.start(), Math.toIntExact(range.lengthBytes()));
    return new Assignment(number, range.start(), range.end(), transfer, buffer, Stage.FETCHING);
  }

  boolean hedgeIsComplete() {
    return hedgeOrNull != null && stage == Stage.FETCHING && hedgeOrNull.full();
  }

  boolean awaitingCommit() {
    return stage == Stage.AWAITING_COMMIT;
  }

  Assignment readyToCommit() {
    return in(Stage.AWAITING_COMMIT);
  }

  Assignment committing() {
    return in(Stage.COMMITTING);
  }

  private Assignment in(Stage next) {
    return new Assignment(number, start, end, transfer, hedgeOrNull, next);
  }
}
