package io.tributary.engine.history;

import java.util.List;
import java.util.Optional;

/**
 * Some lines of a history, in the order of the events.
 *
 * @param nextOrNull where the page after this one begins; null when this is the last
 */
public record HistoryPage(List<HistoryLine> lines, HistoryPlace nextOrNull) {
  /** Lines of one page at most. */
  public static final int MOST = 500;

  public HistoryPage {
    lines = List.copyOf(lines);
  }

  public Optional<HistoryPlace> next() {
    return Optional.ofNullable(nextOrNull);
  }
}
