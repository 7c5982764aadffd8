package io.tributary.core.tree;

import io.tributary.core.failure.TributaryException;
import io.tributary.core.path.KeyPath;

/**
 * Where each object of one listing goes below one directory. No two objects ever get the same path,
 * and none a path through another's file. The decision about a key depends on those before it only,
 * so that a dry run, a run and a resumed run decide the same. Mutable, for one thread.
 */
public interface TreePlaces {

  /** Where an object goes. */
  sealed interface Place {
    record File(KeyPath path) implements Place {}

    /** A marker of a directory: an empty object whose key ends with a slash. */
    record Directory(KeyPath path) implements Place {}

    /** The marker of the directory that everything goes into: there is nothing to do. */
    record Root() implements Place {}

    /**
     * @param reason one sentence without a full stop; control characters in it are escaped
     */
    record Refused(String reason) implements Place {}
  }

  /**
   * @param prefix what is listed: keys lose it up to and including its last slash
   */
  static TreePlaces of(String prefix, ListingOrder order, NamePolicy names) {
    return resumed(prefix, order, names, TreeState.START);
  }

  /**
   * Goes on where {@link #state} was taken. For {@link ListingOrder#ANY} there is no state that
   * would be small: every object before must be placed again first.
   */
  static TreePlaces resumed(String prefix, ListingOrder order, NamePolicy names, TreeState state) {
    KeyNames keys = new KeyNames(prefix, names);
    return switch (order) {
      case SORTED -> new SortedPlaces(keys, state);
      case WALKED -> new WalkedPlaces(keys);
      case ANY -> new UnsortedPlaces(keys, UnsortedPlaces.MOST_PATHS);
    };
  }

  /**
   * The place of the next object.
   *
   * @param sizeBytes -1 when unknown
   * @throws TributaryException of kind PROTOCOL when the listing breaks its own order, or shows
   *     what is not below the prefix: then nobody can tell which paths meet; of kind USAGE when an
   *     unsorted one is too long
   */
  Place place(String key, long sizeBytes);

  /** For {@link #resumed}; {@link TreeState#START} where the order needs none. */
  TreeState state();
}
