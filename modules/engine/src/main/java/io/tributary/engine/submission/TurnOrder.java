package io.tributary.engine.submission;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who of those that wait is next: by priority, but every so often whoever has waited longest, so
 * that nobody waits for ever. It counts from anew when the keeper moves. Thread-safe.
 */
final class TurnOrder {
  /** Every such turn of a kind is that of the oldest. */
  static final int OLDEST_EVERY = 8;

  private final Map<SubmissionKind, Integer> taken = new EnumMap<>(SubmissionKind.class);

  /** How many of the next turns are those of the oldest. */
  synchronized int oldest(SubmissionKind kind, int turns) {
    return (takenOf(kind) + turns) / OLDEST_EVERY - takenOf(kind) / OLDEST_EVERY;
  }

  /**
   * Takes the next turns.
   *
   * @param byPriority as many as there are turns, if so many wait
   * @param oldest as many as {@link #oldest} says
   */
  synchronized List<SubmissionRow> next(
      SubmissionKind kind, int turns, List<SubmissionRow> byPriority, List<SubmissionRow> oldest) {
    List<SubmissionRow> next = new ArrayList<>();
    Set<String> chosen = new HashSet<>();
    while (next.size() < turns) {
      boolean ofTheOldest = (takenOf(kind) + 1) % OLDEST_EVERY == 0;
      SubmissionRow row = first(ofTheOldest ? oldest : byPriority, chosen);
      row = row == null ? first(byPriority, chosen) : row;
      if (row == null) {
        return next;
      }
      chosen.add(row.id());
      next.add(row);
      taken.merge(kind, 1, (before, one) -> (before + one) % OLDEST_EVERY);
    }
    return next;
  }

  private static SubmissionRow first(List<SubmissionRow> rows, Set<String> chosen) {
    return rows.stream().filter(row -> !chosen.contains(row.id())).findFirst().orElse(null);
  }

  private int takenOf(SubmissionKind kind) {
    return taken.getOrDefault(kind, 0);
  }
}
