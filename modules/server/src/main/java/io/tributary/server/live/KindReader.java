package io.tributary.server.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Reads one kind of rows again and again: when it is due, and since when. The dearer a look is, the
 * rarer it is. Not thread-safe.
 */
final class KindReader {
  /** Clocks of nodes may differ by so much, and a transaction take so long. */
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  /** More than this in one look, and listeners are told to read their lists anew. */
  static final int MOST_ROWS = 2000;

  /** Where little changes, it is told soon. */
  static final int FEW_ROWS = 100;

  private static final Duration SHORT_PAUSE = Duration.ofMillis(200);

  /** As often as what changes steadily is told, whose listeners have to draw it. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** A fifth of one core of the database at most. */
  private static final int PAUSES_PER_LOOK = 4;

  /** A look may have waited for a thread for long, which says little about the database. */
  private static final Duration MOST_PAUSE = Duration.ofSeconds(5);

  private static final Duration COUNT_PAUSE = Duration.ofSeconds(2);

  private final LiveRows rows;
  private final Clock clock;
  private final RowChanges changes = new RowChanges();
  private Instant newest;
  private boolean looking;
  private boolean atOnce = true;
  private long nextLookNanos;
  private long nextCountNanos;
  private ObjectNode counts = JsonNodeFactory.instance.objectNode();

  KindReader(LiveRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
    this.newest = clock.instant();
  }

  /** Rows, or how many there are. */
  record Seen(List<LiveRow> rows, ObjectNode countsOrNull, long tookNanos) {}

  LiveRows rows() {
    return rows;
  }

  ObjectNode counts() {
    return counts;
  }

  /** Whether to look now; a look must then end with one of the two methods below. */
  boolean begins(long nowNanos) {
    boolean due = !looking && (atOnce || nowNanos - nextLookNanos >= 0);
    looking |= due;
    return due;
  }

  boolean countIsDue(long nowNanos) {
    return atOnce || nowNanos - nextCountNanos >= 0;
  }

  Instant since() {
    Instant now = clock.instant();
    return (newest.isBefore(now) ? newest : now).minus(OVERLAP);
  }

  List<LiveLog.Draft> seen(Seen seen, long nowNanos) {
    looking = false;
    // The first one takes long since nothing is compiled, or in memory.
    long dear = atOnce ? 0 : Math.min(MOST_PAUSE.toNanos(), PAUSES_PER_LOOK * seen.tookNanos());
    atOnce = false;
    Duration pause = seen.rows().size() > FEW_ROWS ? PAUSE : SHORT_PAUSE;
    long rest = Math.max(pause.toNanos(), dear);
    nextLookNanos = nowNanos + rest;
    if (seen.countsOrNull() != null) {
      counts = seen.countsOrNull();
      nextCountNanos = nowNanos + Math.max(COUNT_PAUSE.toNanos(), rest);
    }
    for (LiveRow row : seen.rows()) {
      newest = row.changedAt().isAfter(newest) ? row.changedAt() : newest;
    }
    if (seen.rows().size() == MOST_ROWS) {
      // What lies beyond is read next time: the newest of these is where that begins.
      newest = seen.rows().get(MOST_ROWS - 1).changedAt().plus(OVERLAP);
      ObjectNode data = JsonNodeFactory.instance.objectNode().put("kinds", rows.name());
      return List.of(new LiveLog.Draft("stale", data));
    }
    return changes.of(seen.rows());
  }

  void failed(long nowNanos, Duration pause) {
    looking = false;
    nextLookNanos = nowNanos + pause.toNanos();
    if (atOnce || nextCountNanos - nextLookNanos < 0) {
      nextCountNanos = nextLookNanos;
    }
    atOnce = false;
  }

  /** Begins anew: what changed while nobody looked is not told. */
  void rest() {
    changes.forget();
    atOnce = true;
    newest = clock.instant();
  }
}
