package io.tributary.engine.lease;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Things that several users share: opened by the first of them, closed by the last. What is known
 * here is in use, so nothing stays behind. Thread-safe; who wants what is being opened waits for
 * it, and nobody waits for the opening of something else.
 *
 * @param <K> tells them apart
 */
public final class Leases<K, V> {
  private final Map<K, Shared<V>> inUse = new HashMap<>();
  private final Consumer<V> close;

  private static final class Shared<V> {
    /** Held while it is being opened. */
    final ReentrantLock opening = new ReentrantLock();

    V valueOrNull;
    int users;

    V value(Supplier<V> open) {
      opening.lock();
      try {
        if (valueOrNull == null) {
          valueOrNull = open.get();
        }
        return valueOrNull;
      } finally {
        opening.unlock();
      }
    }
  }

  /**
   * @param close what is done with a thing that nobody uses any more
   */
  public Leases(Consumer<V> close) {
    this.close = close;
  }

  /**
   * Shares what is open under this key, or opens it, on the calling thread. Whoever waits for
   * another to open it tries itself when that fails.
   */
  public Lease<V> acquire(K key, Supplier<V> open) {
    Shared<V> shared = use(key);
    try {
      return new Lease<>(shared.value(open), () -> giveBack(key, shared));
    } catch (RuntimeException | Error e) {
      giveBack(key, shared);
      throw e;
    }
  }

  private synchronized Shared<V> use(K key) {
    Shared<V> shared = inUse.computeIfAbsent(key, unknown -> new Shared<>());
    shared.users++;
    return shared;
  }

  private void giveBack(K key, Shared<V> shared) {
    if (wasLast(key, shared) && shared.valueOrNull != null) {
      close.accept(shared.valueOrNull);
    }
  }

  private synchronized boolean wasLast(K key, Shared<V> shared) {
    shared.users--;
    if (shared.users == 0) {
      inUse.remove(key, shared);
    }
    return shared.users == 0;
  }

  /** Whoever wants it from now on opens another; those who have it keep it. */
  public synchronized void forget(K key) {
    inUse.remove(key);
  }

  /** How many different things are in use. */
  public synchronized int size() {
    return inUse.size();
  }
}
