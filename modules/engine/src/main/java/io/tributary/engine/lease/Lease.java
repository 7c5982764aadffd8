package io.tributary.engine.lease;

import java.util.concurrent.atomic.AtomicBoolean;

/** One use of a shared thing. Closed by its user; more than once does no harm. Thread-safe. */
public final class Lease<V> implements AutoCloseable {
  private final V value;
  private final Runnable giveBack;
  private final AtomicBoolean closed = new AtomicBoolean();

  Lease(V value, Runnable giveBack) {
    this.value = value;
    this.giveBack = giveBack;
  }

  public V value() {
    return value;
  }

  /** Whether it was not given back yet. */
  public boolean held() {
    return !closed.get();
  }

  /** May close the thing itself. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      giveBack.run();
    }
  }
}
