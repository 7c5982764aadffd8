package io.tributary.engine.lane;

import io.tributary.core.failure.Failure;
import io.tributary.engine.serialization.TributarySerializable;
import java.util.Objects;

/** What lanes tell the coordinator. */
public sealed interface LaneReport extends TributarySerializable {

  /** The run that the report belongs to; reports of earlier runs are ignored. */
  long run();

  int lane();

  /**
   * The lane stands ready and asks for a range; said again about twice a second while it does.
   *
   * @param beatNanos the lane's own clock, for {@link PartFetcher.Alive}
   */
  record Ready(long run, int lane, long beatNanos) implements LaneReport {}

  /** The lane cannot work at all, for example because it cannot open the temporary file. */
  record Unfit(long run, int lane, Failure failure) implements LaneReport {}

  /**
   * Bytes are arriving; sent about twice a second while they do, or while they should.
   *
   * @param beatNanos the lane's own clock, for {@link PartFetcher.Alive}
   */
  record Progress(long run, int lane, long assignment, long position, long beatNanos)
      implements LaneReport {}

  /** The answer to {@link PartFetcher.Shrink}: the lane will not go beyond {@code end}. */
  record Shrunk(long run, int lane, long assignment, long end) implements LaneReport {}

  /**
   * A hedge has all its bytes in memory and waits for {@link PartFetcher.Commit}; said again about
   * twice a second while it does.
   */
  record HedgeReady(long run, int lane, long assignment) implements LaneReport {}

  /**
   * The assignment is over and the lane asks for another.
   *
   * @param position bytes before it are written; what lies between it and the end is not
   * @param received bytes that this assignment took from the network
   * @param failureOrNull why it ended before its end; null when it was told to, or is complete
   * @param retryAfterMillis what the server asked for; -1 when it did not
   * @param cutOff the failure is of the way from this node to the file's home: other nodes, and the
   *     source, may be well
   * @param requestId what the server calls the request; empty when it does not say
   */
  record Ended(
      long run,
      int lane,
      long assignment,
      long position,
      long received,
      Failure failureOrNull,
      long retryAfterMillis,
      boolean cutOff,
      String requestId)
      implements LaneReport {
    public Ended {
      // Absent in reports of earlier versions.
      requestId = Objects.requireNonNullElse(requestId, "");
    }

    public Ended(
        long run,
        int lane,
        long assignment,
        long position,
        long received,
        Failure failureOrNull,
        long retryAfterMillis,
        boolean cutOff) {
      this(run, lane, assignment, position, received, failureOrNull, retryAfterMillis, cutOff, "");
    }

    public Ended(
        long run,
        int lane,
        long assignment,
        long position,
        long received,
        Failure failureOrNull,
        long retryAfterMillis) {
      this(run, lane, assignment, position, received, failureOrNull, retryAfterMillis, false);
    }
  }

  /**
   * The lane ended its work, since it was told to or its node leaves; all it wrote was reported.
   */
  record Stopped(long run, int lane) implements LaneReport {}
}
