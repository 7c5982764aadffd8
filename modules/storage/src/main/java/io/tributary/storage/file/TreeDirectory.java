package io.tributary.storage.file;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** A directory that was looked at: it is one, and below the root. For any number of threads. */
final class TreeDirectory {
  private final Path path;
  private final Map<Spelling, Boolean> folds = new EnumMap<>(Spelling.class);

  TreeDirectory(Path path) {
    this.path = path;
  }

  /** A new directory takes names as the one does that it was made in. */
  TreeDirectory child(Path made) {
    TreeDirectory child = new TreeDirectory(made);
    synchronized (this) {
      child.folds.putAll(folds);
    }
    return child;
  }

  Path path() {
    return path;
  }

  /** Whether it takes names that differ so for the same; null when nobody has seen. */
  synchronized Boolean foldsOrNull(Spelling spelling) {
    return folds.get(spelling);
  }

  synchronized void learn(Spelling spelling, boolean folding) {
    folds.put(spelling, folding);
  }
}
