package io.tributary.engine.attempt;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.text.ShortText;

/**
 * One request of a download and what came of it; or several that are alike. Journaled, under these
 * names: fields may be added.
 *
 * @param node the name of the node that made it
 * @param start offset of the first byte asked for
 * @param end offset after the last; -1 for a stream of unknown length
 * @param bytes that arrived for it
 * @param beganMillis by the coordinator's clock, since 1970
 * @param tookMillis from its beginning to its end; of several, to the end of the last
 * @param requests how many are told of here, one or more: neighbouring ranges that one node fetched
 *     without trouble, or failures of one kind, of which range and reason are the first one's
 * @param failureKindOrNull why it failed; null when it did not
 * @param reason of the failure, or of whoever ended it; shortened
 * @param requestId what the server calls the request, of several one of them; empty when unknown
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Attempt(
    What what,
    String node,
    long start,
    long end,
    long bytes,
    long beganMillis,
    long tookMillis,
    long requests,
    Outcome outcome,
    Next next,
    FailureKind failureKindOrNull,
    String reason,
    String requestId) {

  /** An event with many of them stays small. */
  static final int MOST_REASON_CHARS = 240;

  /** What was tried. */
  public enum What {
    /** What the object is. */
    LOOK,
    /** Bytes, for the file. */
    RANGE,
    /** Bytes that another lane was late with. */
    HEDGE,
    /** To take part at all: to open the source and the file. */
    LANE
  }

  /** What came of it. */
  public enum Outcome {
    /** All that was asked for. */
    DONE,
    /** A failure. */
    FAILED,
    /** It was told to end: another was faster, or the download was stopped. */
    ENDED,
    /** Nothing more was heard of its node. */
    LOST
  }

  /** What was decided for what was not fetched. */
  public enum Next {
    NOTHING,
    /** Another try. */
    AGAIN,
    /** Another try, by others than this lane. */
    ELSEWHERE,
    /** To look whether the object is another one, and to begin anew. */
    START_OVER,
    /** The end of this request for the download. */
    GIVE_UP
  }

  public Attempt {
    requireNonNull(what, "what");
    requireNonNull(outcome, "outcome");
    // What is empty is not journaled.
    node = requireNonNullElse(node, "");
    next = requireNonNullElse(next, Next.NOTHING);
    reason = ShortText.of(requireNonNullElse(reason, ""), MOST_REASON_CHARS);
    requestId = requireNonNullElse(requestId, "");
  }

  private long endedMillis() {
    return beganMillis + tookMillis;
  }

  /** Whether a success that needs no word of its own. */
  boolean plain() {
    return what == What.RANGE && outcome == Outcome.DONE && end >= 0;
  }

  /** Whether it must not be forgotten while there are others that may. */
  boolean trouble() {
    return outcome == Outcome.FAILED || outcome == Outcome.LOST;
  }

  /** Whether the two say the same but for range, time and words. */
  boolean alike(Attempt other) {
    return what == other.what
        && node.equals(other.node)
        && outcome == other.outcome
        && next == other.next
        && failureKindOrNull == other.failureKindOrNull;
  }

  /** Both in one, the words those of this one; neighbours become one range. */
  Attempt with(Attempt later, boolean neighbours) {
    long began = Math.min(beganMillis, later.beganMillis);
    return new Attempt(
        what,
        node,
        neighbours ? Math.min(start, later.start) : start,
        neighbours ? Math.max(end, later.end) : end,
        bytes + later.bytes,
        began,
        Math.max(endedMillis(), later.endedMillis()) - began,
        requests + later.requests,
        outcome,
        next,
        failureKindOrNull,
        reason,
        requestId.isEmpty() ? later.requestId : requestId);
  }
}
