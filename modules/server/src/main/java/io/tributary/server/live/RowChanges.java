package io.tributary.server.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is new in rows that were read: progress alone is told in few words, anything else by the
 * whole row. Remembers the latest {@value #MOST_KNOWN} rows. Not thread-safe.
 */
final class RowChanges {
  static final int MOST_KNOWN = 4096;

  /** A long pause between two readings says little about the speed now. */
  private static final Duration LONGEST_STEP = Duration.ofSeconds(10);

  private static final int ROWS_AT_ONCE = 100;
  private static final int STEPS_AT_ONCE = 1000;
  private static final double NEWEST_WEIGHT = 0.4;
  private static final List<String> PROGRESS = List.of("bytesDone", "size", "changedAt");

  private record Known(Instant changedAt, long bytesDone, double bytesPerSecond, ObjectNode rest) {}

  private final Map<String, Known> known = new KnownRows();

  /** The least lately seen one makes room. */
  private static final class KnownRows extends LinkedHashMap<String, Known> {
    private static final long serialVersionUID = 1;

    KnownRows() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
      return size() > MOST_KNOWN;
    }
  }

  /** Events {@code changed} and {@code progress}, of bounded size each. */
  List<LiveLog.Draft> of(List<LiveRow> rows) {
    List<ObjectNode> changed = new ArrayList<>();
    List<ArrayNode> progress = new ArrayList<>();
    for (LiveRow row : rows) {
      ObjectNode rest = row.json().deepCopy().remove(PROGRESS);
      Known before = known.get(row.key());
      Known now = new Known(row.changedAt(), row.bytesDone(), speed(before, row), rest);
      if (before == null || !before.rest().equals(rest)) {
        changed.add(row.json());
      } else if (!before.changedAt().equals(row.changedAt())) {
        progress.add(step(row, now));
      }
      known.put(row.key(), now);
    }
    List<LiveLog.Draft> drafts = new ArrayList<>();
    pieces(changed, ROWS_AT_ONCE).forEach(some -> drafts.add(event("changed", "rows", some)));
    pieces(progress, STEPS_AT_ONCE).forEach(some -> drafts.add(event("progress", "steps", some)));
    return drafts;
  }

  void forget() {
    known.clear();
  }

  private static double speed(Known beforeOrNull, LiveRow row) {
    if (beforeOrNull == null || row.changedAt().equals(beforeOrNull.changedAt())) {
      return beforeOrNull == null ? 0 : beforeOrNull.bytesPerSecond();
    }
    Duration step = Duration.between(beforeOrNull.changedAt(), row.changedAt());
    long bytes = row.bytesDone() - beforeOrNull.bytesDone();
    if (step.isNegative() || step.compareTo(LONGEST_STEP) > 0 || bytes < 0) {
      return 0;
    }
    double now = bytes * 1000.0 / Math.max(1, step.toMillis());
    double before = beforeOrNull.bytesPerSecond();
    return before == 0 ? now : before + NEWEST_WEIGHT * (now - before);
  }

  /** Kind, id, bytes, size or null, bytes per second. */
  private static ArrayNode step(LiveRow row, Known now) {
    ArrayNode step = JsonNodeFactory.instance.arrayNode();
    step.add(row.kind()).add(row.id()).add(row.bytesDone());
    return step.add(row.sizeBytes() < 0 ? null : (Long) row.sizeBytes())
        .add(Math.round(now.bytesPerSecond()));
  }

  private static LiveLog.Draft event(
      String type, String field, List<? extends com.fasterxml.jackson.databind.JsonNode> values) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    ArrayNode list = data.putArray(field);
    values.forEach(list::add);
    return new LiveLog.Draft(type, data);
  }

  private static <T> List<List<T>> pieces(List<T> all, int size) {
    List<List<T>> pieces = new ArrayList<>();
    for (int i = 0; i < all.size(); i += size) {
      pieces.add(all.subList(i, Math.min(all.size(), i + size)));
    }
    return pieces;
  }
}
