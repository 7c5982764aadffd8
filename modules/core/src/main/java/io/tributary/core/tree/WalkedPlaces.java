package io.tributary.core.tree;

/** A tree has no names that meet, and its order says nothing of keys. */
final class WalkedPlaces implements TreePlaces {
  private final KeyNames keys;

  WalkedPlaces(KeyNames keys) {
    this.keys = keys;
  }

  @Override
  public Place place(String key, long sizeBytes) {
    return Placement.of(keys.relative(key), sizeBytes, keys, (names, directory) -> names);
  }

  @Override
  public TreeState state() {
    return TreeState.START;
  }
}
