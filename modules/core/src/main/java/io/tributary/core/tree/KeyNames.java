package io.tributary.core.tree;

import static java.util.Objects.requireNonNull;

import io.tributary.core.display.DisplayText;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.path.KeyPath;
import io.tributary.core.path.NameEncoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The names that a key alone makes, whatever other keys there are. */
final class KeyNames {
  /** PATH_MAX of Linux without its NUL; the directory above takes some of it. */
  static final int MOST_PATH_BYTES = 4095;

  private final String prefix;
  private final NamePolicy policy;

  KeyNames(String prefix, NamePolicy policy) {
    this.prefix = requireNonNull(prefix, "prefix").substring(0, prefix.lastIndexOf('/') + 1);
    this.policy = requireNonNull(policy, "policy");
  }

  NamePolicy policy() {
    return policy;
  }

  /** The key without the prefix. */
  String relative(String key) {
    if (!key.startsWith(prefix)) {
      throw broken(key, "it is not below '" + DisplayText.escape(prefix) + "'");
    }
    return key.substring(prefix.length());
  }

  /**
   * Names of the files and directories, encoded when that is the policy.
   *
   * @param path not empty, and without a slash at its end when it is that of a marker
   * @throws TributaryException whose reason says why there are none
   */
  List<String> names(String path) {
    if (path.indexOf(KeyPath.NOT_UTF_8) >= 0) {
      throw refused(path, "it holds bytes that are no UTF-8, or what stands for such");
    }
    List<String> names =
        policy == NamePolicy.REFUSE ? KeyPath.of(path).components() : encoded(path);
    return fitting(path, names);
  }

  /** Which of the names of {@code key} ends at {@code end}. */
  int index(String key, int end) {
    return (int) key.substring(prefix.length(), end).chars().filter(c -> c == '/').count();
  }

  /** Another name for the directory {@code name}, where {@code file} is a file. */
  String beside(String name, String file) {
    if (policy == NamePolicy.REFUSE) {
      throw inTheWay("it needs a directory where '" + file + "' is a file");
    }
    return NameEncoding.beside(name);
  }

  /** Another name for the file {@code name}, where {@code directory} is a directory. */
  String besideDirectory(String name, String directory) {
    if (policy == NamePolicy.REFUSE) {
      throw inTheWay("objects before it need a directory '" + directory + "'");
    }
    return NameEncoding.beside(name);
  }

  static TributaryException inTheWay(String reason) {
    return refused("", reason);
  }

  private static List<String> encoded(String path) {
    List<String> components = Arrays.asList(path.split("/", -1));
    List<String> names = new ArrayList<>(components.size());
    for (String component : components) {
      names.add(NameEncoding.encode(component, names.isEmpty()));
    }
    return names;
  }

  private static List<String> fitting(String path, List<String> names) {
    int bytes = names.size() - 1;
    for (String name : names) {
      bytes += name.getBytes(StandardCharsets.UTF_8).length;
    }
    if (bytes > MOST_PATH_BYTES) {
      throw refused(path, "its path is longer than " + MOST_PATH_BYTES + " bytes");
    }
    return names;
  }

  private static TributaryException refused(String path, String reason) {
    return new Failure(FailureKind.USAGE, "make a path from the key", "'" + path + "'", reason, "")
        .asException();
  }

  /** What makes the whole listing worthless. */
  static TributaryException broken(String key, String reason) {
    return new Failure(
            FailureKind.PROTOCOL,
            "place the key",
            "'" + DisplayText.escape(key) + "'",
            reason,
            "write the objects to a manifest and get that")
        .asException();
  }
}
