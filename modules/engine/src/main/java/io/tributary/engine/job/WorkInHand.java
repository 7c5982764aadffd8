package io.tributary.engine.job;

import io.tributary.engine.receipt.ReceiptLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The batches that a node has in hand: fetches their objects, the oldest first, so many at a time.
 * A thread that has brought one goes on with the next: with small objects, handing over costs more
 * than fetching. Thread-safe.
 */
final class WorkInHand {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final JobPlace place;
  private final Executor threads;
  private int requests;
  private final Consumer<BatchWork> news;
  private final Map<Long, BatchWork> batches = new LinkedHashMap<>();
  private int underWay;

  /**
   * @param news hears, from any thread, of a batch that has something to tell
   */
  WorkInHand(JobPlace place, Consumer<BatchWork> news) {
    this.place = place;
    this.threads = place.node.connectionDispatcher();
    this.requests = place.work.spec().options().requests();
    this.news = news;
  }

  /** So many at a time from now on: those beyond that are brought, and not followed by others. */
  void limit(int newRequests) {
    synchronized (this) {
      requests = newRequests;
    }
    goOn();
  }

  synchronized Collection<BatchWork> batches() {
    return List.copyOf(batches.values());
  }

  /** Said again, it changes nothing; with another number the batch is begun anew. */
  void take(Batch batch, int take) {
    BatchWork before;
    synchronized (this) {
      before = batches.get(batch.id());
    }
    if (before != null && before.take() != take) {
      forget(batch.id());
    }
    synchronized (this) {
      batches.computeIfAbsent(batch.id(), unknown -> new BatchWork(batch, take));
    }
    goOn();
  }

  /** Keeps so many requests under way, while there are objects left. */
  private void goOn() {
    for (BatchWork.Task next = next(); next != null; next = next()) {
      BatchWork.Task task = next;
      threads.execute(() -> work(task));
    }
  }

  /** Null when enough is under way, nothing is left, or all may be another's by now. */
  private synchronized BatchWork.Task next() {
    if (underWay >= requests || place.lease.over()) {
      return null;
    }
    for (BatchWork batch : batches.values()) {
      if (!batch.allBegun()) {
        underWay++;
        return batch.begin(place);
      }
    }
    return null;
  }

  /** Whether more could be under way, but there is nothing to begin. */
  synchronized boolean hungry() {
    return underWay < requests && batches.values().stream().allMatch(BatchWork::allBegun);
  }

  private void work(BatchWork.Task firstOrNull) {
    BatchWork.Task task = firstOrNull;
    while (task != null) {
      BatchWork.Task current = task;
      CompletableFuture<ReceiptLine> line = current.fetch().run();
      if (!line.isDone()) {
        var unused =
            line.thenAcceptAsync(
                late -> {
                  done(current, late);
                  work(next());
                },
                threads);
        return;
      }
      done(current, line.getNow(null));
      task = next();
    }
  }

  private void done(BatchWork.Task task, ReceiptLine line) {
    boolean tell;
    synchronized (this) {
      underWay--;
      tell = task.batch().done(task.index(), line, System.nanoTime()) && holds(task.batch());
    }
    if (tell) {
      news.accept(task.batch());
    }
  }

  /** What is to be told of it now; nothing of a forgotten one. */
  synchronized List<BatchWork.Chunk> news(BatchWork batch) {
    return holds(batch) ? batch.news() : List.of();
  }

  /** Whether it is this very work that is in hand, and not a forgotten one. */
  private boolean holds(BatchWork batch) {
    return batches.get(batch.id()) == batch;
  }

  void forget(long batch) {
    List<ObjectFetch> fetches;
    synchronized (this) {
      BatchWork gone = batches.remove(batch);
      fetches = gone == null ? List.of() : gone.fetches();
    }
    fetches.forEach(ObjectFetch::stop);
  }

  synchronized void tick(long nowNanos) {
    for (BatchWork batch : batches.values()) {
      batch.tick(nowNanos);
      batch.tellAgain(nowNanos, PATIENCE.toNanos());
    }
  }

  /** What is under way ends soon; nothing is begun or told any more. */
  void stop() {
    List<ObjectFetch> fetches = new ArrayList<>();
    synchronized (this) {
      batches.values().forEach(batch -> fetches.addAll(batch.fetches()));
      batches.clear();
    }
    fetches.forEach(ObjectFetch::stop);
  }
}
