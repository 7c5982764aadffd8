package io.tributary.engine.node;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many requests one node has under way at a time, over all downloads. Waiters are served in
 * order; there are no more of them than lanes. Thread-safe, never blocks.
 */
public final class ConnectionBudget {
  private final Queue<CompletableFuture<Permit>> waiting = new ArrayDeque<>();
  private int free;
  private boolean serving;

  public ConnectionBudget(int connections) {
    this.free = connections;
  }

  /** The right to one request; give it back exactly once, more is harmless. */
  public final class Permit implements AutoCloseable {
    private final AtomicBoolean returned = new AtomicBoolean();

    @Override
    public void close() {
      if (returned.compareAndSet(false, true)) {
        giveBack();
      }
    }
  }

  public CompletionStage<Permit> acquire() {
    CompletableFuture<Permit> permit = new CompletableFuture<>();
    synchronized (this) {
      if (free == 0 || !waiting.isEmpty()) {
        waiting.add(permit);
        return permit;
      }
      free--;
    }
    permit.complete(new Permit());
    return permit;
  }

  /**
   * One thread serves at a time, in a loop: whoever is served may give back at once, and many such
   * in a row must not nest.
   */
  private void giveBack() {
    synchronized (this) {
      free++;
      if (serving) {
        return;
      }
      serving = true;
    }
    for (CompletableFuture<Permit> next = next(); next != null; next = next()) {
      next.complete(new Permit());
    }
  }

  /** The waiter to serve now; null when there is none, and then serving is over. */
  private synchronized CompletableFuture<Permit> next() {
    CompletableFuture<Permit> next = free > 0 ? waiting.poll() : null;
    serving = next != null;
    free -= serving ? 1 : 0;
    return next;
  }
}
