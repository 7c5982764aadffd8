package io.tributary.core.tree;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What {@link TreePlaces} needs to go on in the middle of a listing. Plain data, no larger than a
 * few keys.
 *
 * @param lastKey that was placed; empty before the first
 * @param fileLengths lengths of the beginnings of {@code lastKey} that are files, ascending
 */
public record TreeState(String lastKey, List<Integer> fileLengths) {
  /** Before the first key. */
  public static final TreeState START = new TreeState("", List.of());

  public TreeState {
    requireNonNull(lastKey, "lastKey");
    fileLengths = List.copyOf(fileLengths);
  }
}
