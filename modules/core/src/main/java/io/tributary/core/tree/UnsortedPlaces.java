package io.tributary.core.tree;

import io.tributary.core.display.DisplayText;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers 64 bits of each path. Two paths with the same bits, one chance in a million for six
 * million, would have the second refused: reported, and nothing lost.
 */
final class UnsortedPlaces implements TreePlaces {
  /** Files and directories together: 64 MiB, and half of it more while the last of them come. */
  static final int MOST_PATHS = 6_000_000;

  private final KeyNames keys;
  private final int mostPaths;
  private final PathHash hash = new PathHash();

  /** Hashes of files, and complements of those of directories. */
  private final LongSet known = new LongSet();

  UnsortedPlaces(KeyNames keys, int mostPaths) {
    this.keys = keys;
    this.mostPaths = mostPaths;
  }

  @Override
  public Place place(String key, long sizeBytes) {
    requireRoom(key);
    return Placement.of(keys.relative(key), sizeBytes, keys, this::clear);
  }

  private void requireRoom(String key) {
    if (known.size() >= mostPaths) {
      throw new Failure(
              FailureKind.USAGE,
              "place the key",
              "'" + key + "'",
              "an unsorted list of more than "
                  + mostPaths
                  + " files and directories is too long to find those that meet",
              "split the manifest")
          .asException();
    }
  }

  private List<String> clear(List<String> names, boolean directory) {
    List<String> clear = new ArrayList<>(names);
    int above = directory ? names.size() : names.size() - 1;
    long at = hash.start();
    for (int i = 0; i < above; i++) {
      long plain = hash.below(at, clear.get(i));
      if (isFile(plain)) {
        clear.set(i, keys.beside(clear.get(i), path(clear, i + 1)));
        plain = hash.below(at, clear.get(i));
        requireFree(isFile(plain), clear, i + 1);
      }
      at = plain;
      // What is refused after this is in a directory that others need, too.
      known.add(~at);
    }
    if (!directory) {
      addFile(clear, at);
    }
    return clear;
  }

  private void addFile(List<String> names, long above) {
    int last = names.size() - 1;
    long at = hash.below(above, names.get(last));
    if (isDirectory(at)) {
      names.set(last, keys.besideDirectory(names.get(last), path(names, last + 1)));
      at = hash.below(above, names.get(last));
      requireFree(isDirectory(at), names, last + 1);
    }
    requireFree(isFile(at), names, last + 1);
    known.add(at);
  }

  private boolean isFile(long hash) {
    return known.contains(hash);
  }

  private boolean isDirectory(long hash) {
    return known.contains(~hash);
  }

  private static void requireFree(boolean taken, List<String> names, int end) {
    if (taken) {
      throw KeyNames.inTheWay("'" + path(names, end) + "' is taken by an object before it");
    }
  }

  private static String path(List<String> names, int end) {
    return DisplayText.escape(String.join("/", names.subList(0, end)));
  }

  @Override
  public TreeState state() {
    return TreeState.START;
  }
}
