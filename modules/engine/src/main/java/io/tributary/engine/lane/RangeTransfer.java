package io.tributary.engine.lane;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.japi.Pair;
import akka.stream.KillSwitches;
import akka.stream.UniqueKillSwitch;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import io.tributary.engine.node.ConnectionBudget;
import io.tributary.storage.RangeBody;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * One request under way: from the permit, over the response's head, to the last byte written. Its
 * owner may shorten or end it at any time. Thread-safe.
 */
final class RangeTransfer {
  private final RangeLimit limit;
  private final TransferGauge gauge;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CompletableFuture<UniqueKillSwitch> killSwitch = new CompletableFuture<>();

  RangeTransfer(long start, long end) {
    this.limit = new RangeLimit(start, end);
    this.gauge = new TransferGauge(start);
  }

  RangeLimit limit() {
    return limit;
  }

  TransferGauge gauge() {
    return gauge;
  }

  /**
   * Runs to its end; completes when the connection is done with and everything received is written.
   */
  CompletionStage<Done> run(
      ConnectionBudget budget,
      Supplier<CompletionStage<RangeBody>> open,
      Sink<akka.util.ByteString, CompletionStage<Done>> sink,
      ActorSystem<?> system) {
    return budget
        .acquire()
        .thenCompose(
            permit -> fetch(open, sink, system).whenComplete((done, failure) -> permit.close()));
  }

  private CompletionStage<Done> fetch(
      Supplier<CompletionStage<RangeBody>> open,
      Sink<akka.util.ByteString, CompletionStage<Done>> sink,
      ActorSystem<?> system) {
    if (ended.get()) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    return open.get().thenCompose(body -> write(body, sink, system));
  }

  private CompletionStage<Done> write(
      RangeBody body,
      Sink<akka.util.ByteString, CompletionStage<Done>> sink,
      ActorSystem<?> system) {
    Pair<UniqueKillSwitch, CompletionStage<Done>> running =
        body.bytes()
            .viaMat(KillSwitches.single(), Keep.right())
            .toMat(sink, Keep.both())
            .run(system);
    killSwitch.complete(running.first());
    return running.second();
  }

  /**
   * Gives away what lies from {@code newEnd} on, as far as it is not written yet; returns the end
   * in force.
   */
  long shrinkTo(long newEnd) {
    long end = limit.shrinkTo(newEnd);
    if (limit.reached()) {
      end();
    }
    return end;
  }

  /** Ends it now: what arrived is written, the connection is closed. */
  void end() {
    if (ended.compareAndSet(false, true)) {
      killSwitch.thenAccept(UniqueKillSwitch::shutdown);
    }
  }
}
