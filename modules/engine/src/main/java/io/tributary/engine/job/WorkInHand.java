package io.tributary.engine.job;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The batches that a node has in hand: begins their objects, the oldest first. For one thread. */
final class WorkInHand {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Map<Long, BatchWork> batches = new LinkedHashMap<>();
  private final Consumer<BatchWork> begin;

  /**
   * @param begin begins the next object of a batch
   */
  WorkInHand(Consumer<BatchWork> begin) {
    this.begin = begin;
  }

  Collection<BatchWork> batches() {
    return List.copyOf(batches.values());
  }

  /** Said again, it changes nothing; with another number the batch is begun anew. */
  void take(Batch batch, int take, int requests) {
    BatchWork before = batches.get(batch.id());
    if (before != null && before.take() != take) {
      forget(batch.id());
    }
    batches.computeIfAbsent(batch.id(), unknown -> new BatchWork(batch, take));
    goOn(requests);
  }

  /** Keeps so many requests under way, while there are objects left. */
  void goOn(int requests) {
    int underWay = batches.values().stream().mapToInt(BatchWork::underWay).sum();
    for (; underWay < requests; underWay++) {
      Optional<BatchWork> next =
          batches.values().stream().filter(batch -> !batch.allBegun()).findFirst();
      if (next.isEmpty()) {
        return;
      }
      begin.accept(next.get());
    }
  }

  /** Whether it is this very work that is in hand, and not a forgotten one. */
  boolean holds(BatchWork batch) {
    return batches.get(batch.id()) == batch;
  }

  void forget(long batch) {
    Optional.ofNullable(batches.remove(batch)).ifPresent(BatchWork::stop);
  }

  void tick(long nowNanos) {
    batches
        .values()
        .forEach(
            batch -> {
              batch.tick(nowNanos);
              batch.tellAgain(nowNanos, PATIENCE.toNanos());
            });
  }

  void stop() {
    batches.values().forEach(BatchWork::stop);
    batches.clear();
  }
}
