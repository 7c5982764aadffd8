package io.tributary.core.tree;

import io.tributary.core.failure.TributaryException;
import io.tributary.core.path.KeyPath;
import java.util.List;

/** From a key without its prefix to a place: what is a file, what a directory, what neither. */
final class Placement {

  /** Keeps names from meeting those of objects before. */
  interface Clearing {
    /**
     * @return the names, or others that are nobody's
     * @throws TributaryException whose reason says what is in the way
     */
    List<String> clear(List<String> names, boolean directory);
  }

  private Placement() {}

  static TreePlaces.Place of(String path, long sizeBytes, KeyNames keys, Clearing clearing) {
    try {
      return path.isEmpty() || path.endsWith("/")
          ? marker(path, sizeBytes, keys, clearing)
          : file(path, keys, clearing);
    } catch (TributaryException refused) {
      return new TreePlaces.Place.Refused(refused.failure().reason());
    }
  }

  private static TreePlaces.Place marker(
      String path, long sizeBytes, KeyNames keys, Clearing clearing) {
    if (sizeBytes != 0) {
      return keys.policy() == NamePolicy.ENCODE
          ? file(path, keys, clearing)
          : new TreePlaces.Place.Refused(
              "it ends with a slash as a directory does, and is not known to be empty");
    }
    if (path.isEmpty()) {
      return new TreePlaces.Place.Root();
    }
    List<String> names = keys.names(path.substring(0, path.length() - 1));
    return new TreePlaces.Place.Directory(new KeyPath(clearing.clear(names, true)));
  }

  private static TreePlaces.Place file(String path, KeyNames keys, Clearing clearing) {
    return new TreePlaces.Place.File(new KeyPath(clearing.clear(keys.names(path), false)));
  }
}
