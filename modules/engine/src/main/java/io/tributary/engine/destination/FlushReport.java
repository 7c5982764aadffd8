package io.tributary.engine.destination;

import io.tributary.core.failure.Failure;
import io.tributary.core.ledger.Segment;
import io.tributary.engine.serialization.TributarySerializable;
import java.util.List;

/** What the writer of a temporary file tells the one who records what is on disk. */
public sealed interface FlushReport extends TributarySerializable {

  /** The run that the report belongs to; reports of earlier runs are ignored. */
  long run();

  /** The bytes of these segments are written and, unless durability is fast, flushed. */
  record Flushed(long run, List<Segment> segments) implements FlushReport {}

  /** A flush is under way, for seconds already: what is written is neither recorded nor lost. */
  record Flushing(long run) implements FlushReport {}

  /** Bytes were written but could not be flushed: they count as lost. */
  record FlushFailed(long run, Failure failure) implements FlushReport {}
}
