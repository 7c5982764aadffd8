package io.tributary.core.tree;

import java.util.concurrent.ThreadLocalRandom;

/** 64 bits of a path, name by name. Another function each time, so that nobody aims at a place. */
final class PathHash {
  private final long seed = ThreadLocalRandom.current().nextLong();
  private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;

  /** Of the directory that all is below. */
  long start() {
    return seed;
  }

  /** Of {@code name} in the directory of {@code hash}. */
  long below(long hash, String name) {
    long h = mixed(hash + multiplier);
    for (int i = 0; i < name.length(); i++) {
      h = (h ^ name.charAt(i)) * multiplier;
      h ^= h >>> 29;
    }
    return mixed(h);
  }

  /** The last step of MurmurHash3. */
  private static long mixed(long hash) {
    long h = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
    return h ^ h >>> 33;
  }
}
