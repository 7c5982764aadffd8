package io.tributary.core.tree;

import io.tributary.core.display.DisplayText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * All keys that begin with {@code a} come right behind {@code a}. So the files that can stand in
 * the way of {@code a/b} are beginnings of the key before it, or that key itself; and a directory
 * cannot stand in the way of a file, because its file comes first.
 */
final class SortedPlaces implements TreePlaces {
  private final KeyNames keys;

  /** Lengths of those beginnings of {@link #last} that are files, the longest last. */
  private final ArrayDeque<Integer> files;

  private String last;

  SortedPlaces(KeyNames keys, TreeState state) {
    this.keys = keys;
    this.last = state.lastKey();
    this.files = new ArrayDeque<>(state.fileLengths());
  }

  @Override
  public Place place(String key, long sizeBytes) {
    String path = keys.relative(key);
    advance(key);
    Place place = Placement.of(path, sizeBytes, keys, (names, directory) -> clear(key, names));
    if (place instanceof Place.File) {
      files.addLast(key.length());
    }
    return place;
  }

  private void advance(String key) {
    if (!last.isEmpty() && Utf8Order.compare(key, last) <= 0) {
      throw KeyNames.broken(
          key, "the listing has it behind '" + DisplayText.escape(last) + "', out of order");
    }
    int common = 0;
    while (common < Math.min(key.length(), last.length())
        && key.charAt(common) == last.charAt(common)) {
      common++;
    }
    while (!files.isEmpty() && files.getLast() > common) {
      files.removeLast();
    }
    last = key;
  }

  private List<String> clear(String key, List<String> names) {
    List<String> clear = new ArrayList<>(names);
    for (int length : files) {
      if (key.charAt(length) == '/') {
        int index = keys.index(key, length);
        clear.set(
            index, keys.beside(names.get(index), DisplayText.escape(key.substring(0, length))));
      }
    }
    return clear;
  }

  @Override
  public TreeState state() {
    return new TreeState(last, List.copyOf(files));
  }
}
