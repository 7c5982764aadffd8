package io.tributary.engine.history;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.attempt.Attempt;
import io.tributary.engine.attempt.Attempts;
import io.tributary.engine.download.DownloadEvent;
import io.tributary.engine.history.HistoryLine.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What one event adds to the history of its download. Pure. */
final class EventLines {
  private final long event;
  private final Instant at;
  private final List<HistoryLine> lines = new ArrayList<>();

  private EventLines(long event, Instant at) {
    this.event = event;
    this.at = at;
  }

  /**
   * @param seen the number of the event before that is in the history; 0 for none
   * @param number of this event
   * @param at when it was journaled
   */
  static List<HistoryLine> of(long seen, long number, Instant at, DownloadEvent event) {
    EventLines lines = new EventLines(number, at);
    if (number > seen + 1) {
      lines.missing(seen + 1, number - 1);
    }
    lines.add(event);
    return lines.lines;
  }

  private void add(DownloadEvent happened) {
    if (happened instanceof DownloadEvent.RangesWritten written) {
      tried(written.attemptsOrNull());
    } else if (happened instanceof DownloadEvent.Verified verified) {
      tried(verified.attemptsOrNull());
      word(Kind.VERIFIED, verified.checksum().verified() ? "" : "by size alone");
    } else if (happened instanceof DownloadEvent.Stopped stopped) {
      tried(stopped.attemptsOrNull());
      stopped(stopped);
    } else if (happened instanceof DownloadEvent.Requested requested) {
      word(Kind.REQUESTED, requested.spec().source().locator());
    } else if (happened instanceof DownloadEvent.Identified identified) {
      word(Kind.IDENTIFIED, identified.identity().etag());
    } else if (happened instanceof DownloadEvent.RangesLost lost) {
      lost.ranges().forEach(this::lost);
    } else if (happened instanceof DownloadEvent.StartedOver over) {
      word(Kind.STARTED_OVER, over.reason());
    } else if (happened instanceof DownloadEvent.Completed) {
      word(Kind.COMPLETED, "");
    }
  }

  private void tried(Attempts attemptsOrNull) {
    if (attemptsOrNull == null) {
      return;
    }
    attemptsOrNull.list().forEach(this::tried);
    if (attemptsOrNull.leftOut() > 0) {
      leftOut(attemptsOrNull.leftOut(), attemptsOrNull.leftOutBytes(), Attempt.Outcome.DONE);
    }
    if (attemptsOrNull.leftOutFailures() > 0) {
      leftOut(attemptsOrNull.leftOutFailures(), 0, Attempt.Outcome.FAILED);
    }
  }

  private void tried(Attempt attempt) {
    boolean ranged = attempt.what() == Attempt.What.RANGE || attempt.what() == Attempt.What.HEDGE;
    lines.add(
        new HistoryLine(
            event,
            lines.size(),
            kind(attempt.what()),
            Instant.ofEpochMilli(attempt.beganMillis()),
            attempt.node(),
            ranged ? attempt.start() : -1,
            ranged ? attempt.end() : -1,
            attempt.bytes(),
            attempt.tookMillis(),
            attempt.requests(),
            attempt.outcome(),
            attempt.next(),
            attempt.failureKindOrNull(),
            attempt.reason(),
            attempt.requestId()));
  }

  private static Kind kind(Attempt.What what) {
    return switch (what) {
      case LOOK -> Kind.LOOK;
      case RANGE -> Kind.RANGE;
      case HEDGE -> Kind.HEDGE;
      case LANE -> Kind.LANE;
    };
  }

  private void leftOut(long requests, long bytes, Attempt.Outcome outcome) {
    lines.add(
        new HistoryLine(
            event,
            lines.size(),
            Kind.LEFT_OUT,
            at,
            "",
            -1,
            -1,
            bytes,
            0,
            requests,
            outcome,
            null,
            null,
            "only their number was kept",
            ""));
  }

  private void stopped(DownloadEvent.Stopped stopped) {
    bare(Kind.STOPPED, -1, -1, stopped.failure().kind(), stopped.failure().reason());
  }

  private void lost(ByteRange range) {
    bare(Kind.BYTES_LOST, range.start(), range.end(), null, "missing or wrong on disk");
  }

  private void missing(long first, long last) {
    word(
        Kind.MISSING,
        "events "
            + first
            + " to "
            + last
            + " are not in the history: they are older than it, or were deleted before it read them");
  }

  private void word(Kind kind, String reason) {
    bare(kind, -1, -1, null, reason);
  }

  private void bare(Kind kind, long start, long end, FailureKind failureOrNull, String reason) {
    lines.add(
        new HistoryLine(
            event,
            lines.size(),
            kind,
            at,
            "",
            start,
            end,
            0,
            0,
            0,
            null,
            null,
            failureOrNull,
            reason,
            ""));
  }
}
