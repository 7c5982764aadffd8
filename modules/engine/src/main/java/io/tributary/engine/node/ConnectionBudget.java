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
      if (free == 0) {
        waiting.add(permit);
        return permit;
      }
      free--;
    }
    permit.complete(new Permit());
    return permit;
  }

  private void giveBack() {
    CompletableFuture<Permit> next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        free++;
        return;
      }
    }
    next.complete(new Permit());
  }
}
