package io.tributary.testkit.object;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Objects by path: {@code /name}, for OSS {@code /bucket/key}, decoded. Putting an object whose
 * version id differs keeps the older versions readable by id. Thread-safe.
 */
public final class ObjectStore {
  private final NavigableMap<String, List<StoredObject>> versions =
      new TreeMap<>(ObjectStore::compareBytes);

  /** Stores list keys in the order of their bytes, which is not that of UTF-16. */
  private static int compareBytes(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes {@code object} the current version. */
  public synchronized void put(String path, StoredObject object) {
    List<StoredObject> all = versions.computeIfAbsent(path, p -> new ArrayList<>());
    String id = object.validators().versionId();
    all.removeIf(old -> old.validators().versionId().equals(id));
    all.add(object);
  }

  /** Takes all versions away; nothing happens when there are none. */
  public synchronized void remove(String path) {
    versions.remove(path);
  }

  /** The current version. */
  public synchronized Optional<StoredObject> get(String path) {
    List<StoredObject> all = versions.get(path);
    return all == null ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** The version of that id. */
  public synchronized Optional<StoredObject> get(String path, String versionId) {
    return versions.getOrDefault(path, List.of()).stream()
        .filter(object -> object.validators().versionId().equals(versionId))
        .findFirst();
  }

  /** Replaces the current version by what {@code change} makes of it. */
  public synchronized void change(String path, UnaryOperator<StoredObject> change) {
    StoredObject current =
        get(path).orElseThrow(() -> new IllegalArgumentException("no object " + path));
    put(path, change.apply(current));
  }

  /** Paths greater than {@code after} that start with {@code prefix}, in order, at most so many. */
  public synchronized List<String> pathsAfter(String after, String prefix, int limit) {
    String from = compareBytes(after, prefix) < 0 ? prefix : after;
    return versions.tailMap(from, !from.equals(after)).keySet().stream()
        .takeWhile(path -> path.startsWith(prefix))
        .limit(limit)
        .toList();
  }
}
