package io.tributary.engine.history;

import static java.util.Objects.requireNonNull;

import io.tributary.core.failure.FailureKind;
import io.tributary.engine.attempt.Attempt;
import java.time.Instant;

/**
 * A line of a download's history.
 *
 * @param event the number of the journaled event that it comes from, which grows
 * @param line its place among those of the event
 * @param at when it began; for what is no request, when it was journaled
 * @param node the name of the node that made the request; empty for what is no request
 * @param start offset of the first byte asked for; -1 where no range is asked for
 * @param end offset after the last; -1 where none is asked for, or the length is unknown
 * @param bytes that arrived
 * @param tookMillis from the beginning to the end; of several requests, to the end of the last
 * @param requests that this line tells of; 0 for what is no request
 * @param outcomeOrNull what came of it; null for what is no request
 * @param decisionOrNull what followed for what was not fetched; the same
 * @param failureOrNull why it failed; null when it did not
 * @param reason in one sentence; empty when there is nothing to say
 * @param requestId what the server calls the request, of several one of them; empty when unknown
 */
public record HistoryLine(
    long event,
    int line,
    Kind kind,
    Instant at,
    String node,
    long start,
    long end,
    long bytes,
    long tookMillis,
    long requests,
    Attempt.Outcome outcomeOrNull,
    Attempt.Next decisionOrNull,
    FailureKind failureOrNull,
    String reason,
    String requestId) {

  /** What a line tells of. */
  public enum Kind {
    /** The download was asked for, the first time or again. */
    REQUESTED,
    /** It was identified: ranges are of one object from here on. */
    IDENTIFIED,
    /** A look at what the object is. */
    LOOK,
    /** One range, or neighbouring ones. */
    RANGE,
    /** A range fetched a second time, since another lane was late with it. */
    HEDGE,
    /** A node that should have taken part. */
    LANE,
    /** Requests that there was no room for in the journal: only their number is known. */
    LEFT_OUT,
    /** Bytes that were journaled turned out to be missing or wrong. */
    BYTES_LOST,
    /** All that was fetched was given up. */
    STARTED_OVER,
    VERIFIED,
    COMPLETED,
    STOPPED,
    /** Events that the history does not have: too old, or deleted before they were read. */
    MISSING
  }

  /** Whether the download ended with it, until it is asked for again. */
  public boolean ends() {
    return kind == Kind.COMPLETED || kind == Kind.STOPPED;
  }

  public HistoryLine {
    requireNonNull(kind, "kind");
    requireNonNull(at, "at");
    requireNonNull(node, "node");
    requireNonNull(reason, "reason");
    requireNonNull(requestId, "requestId");
  }
}
