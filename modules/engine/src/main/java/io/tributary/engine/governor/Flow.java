package io.tributary.engine.governor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** The requests of one party to one bucket. Guarded by its turns. */
final class Flow {
  /**
   * Who waits.
   *
   * @param wanted whether it still waits
   * @param answer completed without the lock
   */
  record Waiter(BooleanSupplier wanted, CompletableFuture<Grants.Permit> answer) {}

  final Party party;
  final Bucket bucket;
  final Deque<Waiter> waiting = new ArrayDeque<>();
  int underWay;

  Flow(Party party, Bucket bucket) {
    this.party = party;
    this.bucket = bucket;
  }

  boolean idle() {
    return underWay == 0 && waiting.isEmpty();
  }

  /** Slots of the bucket that it has, by its weight. */
  double occupancy() {
    return underWay / party.weight();
  }
}
