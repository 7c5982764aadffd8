package io.tributary.storage.file;

import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The directories of a tree: each is looked at once, and remembered. */
final class TreeDirectories {
  /** Of directories that are remembered: a bound of memory, at which all are forgotten. */
  static final int MOST = 10_000;

  private static final String DOING = "use the directory";

  private final Path root;
  private final DiskCalls disk;
  private final TreeNames names;
  private final Map<List<String>, TreeDirectory> known = new ConcurrentHashMap<>();

  /**
   * @param root without links or dots, but for its last name when it is not there yet
   */
  TreeDirectories(Path root, DiskCalls disk, TreeNames names) {
    this.root = root;
    this.disk = disk;
    this.names = names;
  }

  Path root() {
    return root;
  }

  /** Empty when it is not there. */
  Optional<TreeDirectory> find(List<String> components) {
    return directory(components, false);
  }

  /** Makes what is missing of it. */
  TreeDirectory make(List<String> components) {
    return directory(components, true).orElseThrow();
  }

  int remembered() {
    return known.size();
  }

  /** What was made meanwhile stays; all are looked at again. */
  void forget() {
    known.clear();
  }

  /** Forces it, if it is there. */
  void flush(List<String> components) {
    Optional<TreeDirectory> found = find(components);
    if (found.isEmpty()) {
      return;
    }
    try {
      disk.forceDirectory(found.get().path());
    } catch (IOException e) {
      throw DiskFailure.of("flush the directory", found.get().path(), e);
    }
  }

  private Optional<TreeDirectory> directory(List<String> components, boolean make) {
    TreeDirectory directory = known.get(components);
    if (directory != null) {
      return Optional.of(directory);
    }
    Optional<TreeDirectory> found =
        components.isEmpty() ? top(make) : below(components, components.size() - 1, make);
    found.ifPresent(each -> remember(components, each));
    return found;
  }

  private void remember(List<String> components, TreeDirectory directory) {
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(List.copyOf(components), directory);
  }

  private Optional<TreeDirectory> top(boolean make) {
    try {
      if (disk.look(root).isEmpty()) {
        if (!make) {
          return Optional.empty();
        }
        boolean unused = create(root);
      }
      return Optional.of(looked(root));
    } catch (IOException e) {
      throw DiskFailure.of(DOING, root, e);
    }
  }

  private Optional<TreeDirectory> below(List<String> components, int last, boolean make) {
    Optional<TreeDirectory> parent = directory(components.subList(0, last), make);
    if (parent.isEmpty()) {
      return Optional.empty();
    }
    Path path = parent.get().path().resolve(components.get(last));
    try {
      boolean absent = disk.look(path).isEmpty();
      if (absent && !make) {
        return Optional.empty();
      }
      if (absent && create(path)) {
        return Optional.of(parent.get().child(path));
      }
      names.requireSpelling(parent.get(), path, DOING);
      return Optional.of(looked(path));
    } catch (IOException e) {
      throw DiskFailure.of(DOING, path, e);
    }
  }

  /** False when somebody else was faster. */
  private boolean create(Path path) throws IOException {
    try {
      disk.createDirectory(path);
      return true;
    } catch (FileAlreadyExistsException another) {
      return false;
    }
  }

  private TreeDirectory looked(Path path) throws IOException {
    PosixFileAttributes found = disk.look(path).orElseThrow();
    Path real = found.isSymbolicLink() ? path.toRealPath() : path;
    if (!real.startsWith(root)) {
      throw refused(path, "it is a symbolic link that leads out of " + root);
    }
    if (!found.isDirectory() && !Files.isDirectory(real)) {
      throw refused(path, "it is not a directory");
    }
    return new TreeDirectory(real);
  }

  private static TributaryException refused(Path path, String reason) {
    return DiskFailure.of(DOING, path, reason, "move it away, or choose another directory")
        .asException();
  }
}
