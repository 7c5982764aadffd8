package io.tributary.engine.lease;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Things that several users share: opened by the first of them, closed by the last. What is known
 * here is in use, so nothing stays behind. Thread-safe; one thing is opened or closed at a time.
 *
 * @param <K> tells them apart
 */
public final class Leases<K, V> {
  private final Map<K, Shared<V>> inUse = new HashMap<>();
  private final Consumer<V> close;

  private static final class Shared<V> {
    final V value;
    int users;

    Shared(V value) {
      this.value = value;
    }
  }

  /**
   * @param close what is done with a thing that nobody uses any more
   */
  public Leases(Consumer<V> close) {
    this.close = close;
  }

  /** Shares what is open under this key, or opens it; on the calling thread, like closing. */
  public synchronized Lease<V> acquire(K key, Supplier<V> open) {
    Shared<V> shared = inUse.get(key);
    if (shared == null) {
      shared = new Shared<>(open.get());
      inUse.put(key, shared);
    }
    shared.users++;
    Shared<V> leased = shared;
    return new Lease<>(leased.value, () -> giveBack(key, leased));
  }

  private synchronized void giveBack(K key, Shared<V> shared) {
    shared.users--;
    if (shared.users == 0) {
      inUse.remove(key);
      close.accept(shared.value);
    }
  }

  /** How many different things are in use. */
  public synchronized int size() {
    return inUse.size();
  }
}
