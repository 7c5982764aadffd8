package io.tributary.engine.lane;

import akka.Done;
import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import io.tributary.engine.node.NodeResources;
import io.tributary.storage.RangeBody;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One request under way: from the permit, over the response's head, to the last byte written. Its
 * owner may shorten or end it at any time. Thread-safe.
 */
final class RangeTransfer {
  private static final Duration TICK = Duration.ofMillis(250);

  private final RangeLimit limit;
  private final TransferGauge gauge;
  private final CompletableFuture<Done> outcome = new CompletableFuture<>();
  private BodyReader reading;
  private volatile boolean ended;
  private volatile String requestId = "";

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

  /** What the server calls the request; empty before it has answered, or when it does not say. */
  String requestId() {
    return requestId;
  }

  /** How it gets its turn among all requests of the node. */
  @FunctionalInterface
  interface Turn {
    CompletionStage<Done> run(BooleanSupplier wanted, Supplier<CompletionStage<Done>> request);
  }

  /** Runs to its end; completes when everything received has landed, and nothing more will. */
  CompletionStage<Done> run(
      Turn turn,
      Supplier<CompletionStage<RangeBody>> open,
      BodyReader reader,
      ActorSystem<?> system) {
    turn.run(() -> !ended, () -> fetch(open, reader, system))
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
      Supplier<CompletionStage<RangeBody>> open, BodyReader reader, ActorSystem<?> system) {
    if (ended) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    try {
      return open.get()
          .thenApplyAsync(
              body -> {
                requestId = body.requestId();
                return begins(reader) ? read(body, reader, system) : left(body);
              },
              NodeResources.get(system).connectionDispatcher());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized boolean begins(BodyReader reader) {
    if (!ended) {
      reading = reader;
    }
    return !ended;
  }

  private static Done left(RangeBody body) {
    body.close();
    return Done.getInstance();
  }

  private static Done read(RangeBody body, BodyReader reader, ActorSystem<?> system) {
    Cancellable ticks =
        system
            .scheduler()
            .scheduleAtFixedRate(
                TICK, TICK, () -> reader.tick(System.nanoTime()), system.executionContext());
    try {
      return reader.read(body);
    } finally {
      ticks.cancel();
    }
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
   * Ends it now: what arrived lands, the connection is closed; an answer that is still due is not
   * read.
   */
  synchronized void end() {
    if (ended) {
      return;
    }
    ended = true;
    limit.leave();
    if (reading == null) {
      outcome.complete(Done.getInstance());
    } else {
      reading.stop();
    }
  }
}
