package io.tributary.storage.bucket;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A bounded number of things that are shared by name. The one that was not used for longest is
 * forgotten; whoever holds it may go on using it. Safe for many threads.
 */
public final class RecentlyUsed<V> {
  private final Function<String, V> make;
  private final Map<String, V> all;

  /**
   * @param limit how many are kept
   * @param make called with the name, under a lock, so it must be quick
   */
  public RecentlyUsed(int limit, Function<String, V> make) {
    this.make = make;
    this.all = new Bounded<>(limit);
  }

  public V get(String name) {
    synchronized (all) {
      return all.computeIfAbsent(name, make);
    }
  }

  private static final class Bounded<V> extends LinkedHashMap<String, V> {
    private final int limit;

    Bounded(int limit) {
      super(16, 0.75f, true);
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > limit;
    }
  }
}
