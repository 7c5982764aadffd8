package io.tributary.benchmarks.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Clients that look at a status each so often, whether or not the node keeps up; until closed. */
final class StatusReads implements AutoCloseable {
  private final Latencies latencies = new Latencies();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;

  /**
   * Begins.
   *
   * @param id of what is looked at next; null while there is nothing
   */
  static StatusReads start(
      ApiConnection.NodeAddress node, int clients, int everyMillis, Supplier<String> id) {
    StatusReads reads = new StatusReads();
    for (int i = 0; i < clients; i++) {
      Thread thread = new Thread(() -> reads.read(node, everyMillis, id), "status-" + i);
      thread.setDaemon(true);
      reads.threads.add(thread);
      thread.start();
    }
    return reads;
  }

  private void read(ApiConnection.NodeAddress node, int everyMillis, Supplier<String> id) {
    long dueNanos = System.nanoTime();
    try (ApiConnection connection = new ApiConnection(node)) {
      while (!over) {
        dueNanos += TimeUnit.MILLISECONDS.toNanos(everyMillis);
        String next = id.get();
        if (next != null) {
          look(connection, next);
        }
        long early = dueNanos - System.nanoTime();
        if (early > 0) {
          LockSupport.parkNanos(early);
        } else {
          // Who was kept waiting does not ask for all that he missed at once.
          dueNanos = System.nanoTime();
        }
      }
    }
  }

  private void look(ApiConnection connection, String id) {
    long began = System.nanoTime();
    int status = Latencies.BROKEN;
    try {
      status = connection.ask("GET", "/v1/downloads/" + id, "", "").status();
    } catch (IOException broken) {
      connection.close();
    }
    latencies.add(status, System.nanoTime() - began);
  }

  Latencies latencies() {
    return latencies;
  }

  @Override
  public void close() {
    over = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
