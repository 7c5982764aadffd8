package io.tributary.engine.download;

/** What the board wants a lane to be told. */
sealed interface LaneOrder {
  int lane();

  record Fetch(int lane, long assignment, long start, long end) implements LaneOrder {}

  record Hedge(int lane, long assignment, long start, long end) implements LaneOrder {}

  record Commit(int lane, long assignment, long from) implements LaneOrder {}

  record Shrink(int lane, long assignment, long newEnd) implements LaneOrder {}

  record Abort(int lane, long assignment) implements LaneOrder {}

  record Settle(int lane) implements LaneOrder {}
}
