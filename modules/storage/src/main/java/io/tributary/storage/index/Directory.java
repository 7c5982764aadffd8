package io.tributary.storage.index;

import io.tributary.core.path.KeyPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An index, taken apart.
 *
 * @param below its directories, in the order of the index
 * @param names their raw names
 */
record Directory(List<IndexEntry> files, List<IndexEntry> below, TreeSet<String> names) {

  static Directory of(List<IndexEntry> entries) throws NotAnIndexException {
    List<IndexEntry> files = new ArrayList<>();
    List<IndexEntry> below = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>();
    Set<String> seen = new HashSet<>();
    for (IndexEntry entry : entries) {
      requireOneSegment(entry);
      requireNew(entry, seen);
      if (entry.directory()) {
        below.add(entry);
        names.add(entry.rawName());
      } else {
        files.add(entry);
      }
    }
    return new Directory(files, below, names);
  }

  /** A name that leads elsewhere is not from a directory, but from somebody who wants us there. */
  private static void requireOneSegment(IndexEntry entry) throws NotAnIndexException {
    boolean raw = entry.rawName().matches("[^/?#:\\\\]+");
    String name = entry.name();
    if (!raw || name.isEmpty() || name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
      throw new NotAnIndexException("a name in its index leads elsewhere");
    }
  }

  /** Two files of one name would end as one. Of bytes that are no UTF-8 nothing is made anyway. */
  private static void requireNew(IndexEntry entry, Set<String> seen) throws NotAnIndexException {
    if (!seen.add(entry.name()) && entry.name().indexOf(KeyPath.NOT_UTF_8) < 0) {
      throw new NotAnIndexException("a name stands in its index twice");
    }
  }

  List<String> directories() {
    return List.copyOf(names);
  }

  Optional<String> after(String rawName) {
    return Optional.ofNullable(names.higher(rawName));
  }

  List<String> prefixes(String key) {
    return below.stream().map(entry -> key + entry.name() + "/").toList();
  }
}
