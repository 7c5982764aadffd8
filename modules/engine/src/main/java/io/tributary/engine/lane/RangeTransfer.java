package io.tributary.engine.lane;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.japi.Pair;
import akka.stream.KillSwitches;
import akka.stream.UniqueKillSwitch;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.util.ByteString;
import io.tributary.engine.node.ConnectionBudget;
import io.tributary.storage.RangeBody;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * One request under way: from the permit, over the response's head, to the last byte written. Its
 * owner may shorten or end it at any time. Thread-safe.
 */
final class RangeTransfer {
  private final RangeLimit limit;
  private final TransferGauge gauge;
  private final CompletableFuture<Done> outcome = new CompletableFuture<>();
  private UniqueKillSwitch killSwitch;
  private boolean ended;

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

  /** Runs to its end; completes when everything received is written, and nothing more will be. */
  CompletionStage<Done> run(
      ConnectionBudget budget,
      Supplier<CompletionStage<RangeBody>> open,
      Sink<ByteString, CompletionStage<Done>> sink,
      ActorSystem<?> system) {
    budget
        .acquire()
        .thenCompose(
            permit -> fetch(open, sink, system).whenComplete((done, failure) -> permit.close()))
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                outcome.complete(done);
              } else {
                outcome.completeExceptionally(failure);
              }
            });
    return outcome;
  }

  private CompletionStage<Done> fetch(
      Supplier<CompletionStage<RangeBody>> open,
      Sink<ByteString, CompletionStage<Done>> sink,
      ActorSystem<?> system) {
    if (hasEnded()) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    try {
      return open.get().thenCompose(body -> write(body, sink, system));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized boolean hasEnded() {
    return ended;
  }

  private synchronized CompletionStage<Done> write(
      RangeBody body, Sink<ByteString, CompletionStage<Done>> sink, ActorSystem<?> system) {
    if (ended) {
      body.bytes().runWith(Sink.cancelled(), system);
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    Pair<UniqueKillSwitch, CompletionStage<Done>> running =
        body.bytes()
            .viaMat(KillSwitches.single(), Keep.right())
            .toMat(sink, Keep.both())
            .run(system);
    killSwitch = running.first();
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

  /**
   * Ends it now: what arrived is written, the connection is closed; an answer that is still due is
   * not read.
   */
  synchronized void end() {
    if (ended) {
      return;
    }
    ended = true;
    limit.leave();
    if (killSwitch == null) {
      outcome.complete(Done.getInstance());
    } else {
      killSwitch.shutdown();
    }
  }
}
