package io.tributary.core.tree;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers 64 bits of each path. Two paths with the same bits, one chance in some hundred thousand
 * for ten million, would have the second refused: reported, and nothing lost.
 */
final class UnsortedPlaces implements TreePlaces {
  /** Files and their directories together; 128 MiB of memory. */
  static final int MOST_PATHS = 12 << 20;

  private final KeyNames keys;
  private final int mostPaths;
  private final PathHash hash = new PathHash();
  private final LongSet files = new LongSet();
  private final LongSet directories = new LongSet();

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
    if (files.size() + directories.size() > mostPaths) {
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
    List<Long> passed = new ArrayList<>();
    long at = hash.start();
    for (int i = 0; i < above; i++) {
      long plain = hash.below(at, clear.get(i));
      if (files.contains(plain)) {
        clear.set(i, keys.beside(clear.get(i), path(clear, i + 1)));
        plain = hash.below(at, clear.get(i));
        requireFree(files, plain, clear, i + 1);
      }
      at = plain;
      passed.add(at);
    }
    if (!directory) {
      addFile(clear, at);
    }
    passed.forEach(directories::add);
    return clear;
  }

  private void addFile(List<String> names, long above) {
    int last = names.size() - 1;
    long at = hash.below(above, names.get(last));
    if (directories.contains(at)) {
      names.set(last, keys.besideDirectory(names.get(last), path(names, last + 1)));
      at = hash.below(above, names.get(last));
      requireFree(directories, at, names, last + 1);
    }
    requireFree(files, at, names, last + 1);
    files.add(at);
  }

  private static void requireFree(LongSet taken, long at, List<String> names, int end) {
    if (taken.contains(at)) {
      throw KeyNames.inTheWay("'" + path(names, end) + "' is taken by an object before it");
    }
  }

  private static String path(List<String> names, int end) {
    return String.join("/", names.subList(0, end));
  }

  @Override
  public TreeState state() {
    return TreeState.START;
  }
}
