package io.tributary.cli.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which of several names somebody meant: the one with the fewest edits (Levenshtein's distance).
 */
public final class ClosestName {
  private ClosestName() {}

  /** Nothing when even the closest shares too little with {@code text}. */
  public static Optional<String> to(String text, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(text, name)))
        .filter(name -> distance(text, name) <= Math.max(2, name.length() / 3));
  }

  private static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(
                Math.min(current[column - 1], previous[column]) + 1,
                previous[column - 1] + replaced);
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
