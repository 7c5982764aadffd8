package io.tributary.engine.caller;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.japi.Pair;
import akka.stream.OverflowStrategy;
import akka.stream.javadsl.BroadcastHub;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.SourceQueueWithComplete;
import io.tributary.core.failure.Failure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a caller holds of something under way: its result, and its progress until then. Whoever
 * watches it tells it both. Thread-safe.
 *
 * @param <R> the result
 * @param <P> a look at the progress
 */
public class Caller<R, P> {
  private static final int PROGRESS_BUFFER = 16;

  private final CompletableFuture<R> result = new CompletableFuture<>();
  private final SourceQueueWithComplete<P> queue;
  private final Source<P, NotUsed> progress;
  private volatile boolean resumable;

  public Caller(ActorSystem<?> system, Class<P> progressType) {
    Pair<SourceQueueWithComplete<P>, Source<P, NotUsed>> hub =
        Source.<P>queue(PROGRESS_BUFFER, OverflowStrategy.dropHead())
            .toMat(BroadcastHub.of(progressType, PROGRESS_BUFFER), Keep.both())
            .run(system);
    queue = hub.first();
    progress = hub.second();
    // A hub that nobody listens to holds its last elements back, and then never ends.
    progress.runWith(Sink.ignore(), system);
  }

  /** Fails with a TributaryException when there will be none. */
  public CompletionStage<R> result() {
    return result;
  }

  /** From now to the end; a slow reader misses some. Any number of times. */
  public Source<P, NotUsed> progress() {
    return progress.buffer(PROGRESS_BUFFER, OverflowStrategy.dropHead());
  }

  /** Once the result failed: whether the same request would go on from what is recorded. */
  public boolean resumable() {
    return resumable;
  }

  public void offer(P look) {
    queue.offer(look);
  }

  public void finish(R value) {
    queue.complete();
    result.complete(value);
  }

  /** Changes nothing once there is a result. */
  public void end(Failure failure, boolean canResume) {
    if (result.isDone()) {
      return;
    }
    resumable = canResume;
    queue.complete();
    result.completeExceptionally(failure.asException());
  }
}
