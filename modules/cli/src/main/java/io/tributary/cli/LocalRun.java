package io.tributary.cli;

import akka.Done;
import akka.NotUsed;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Source;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.journal.StateClaim;
import io.tributary.engine.node.LocalNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Something that is done on a node of its own, with its state in a directory of this machine.
 *
 * @param <R> the result
 * @param <P> a look at the progress
 */
abstract class LocalRun<R, P> implements AutoCloseable {
  private final StateClaim claim;
  private final LocalNode node;
  private final Work<R, P> work;
  private String leftover;
  private volatile boolean interrupted;

  /**
   * What the node does.
   *
   * @param what in an error, such as "the download"
   * @param resumable once the result failed: whether the same request would go on
   */
  record Work<R, P>(
      String what,
      CompletionStage<R> result,
      Source<P, NotUsed> progress,
      Runnable interrupt,
      BooleanSupplier resumable) {}

  LocalRun(StateClaim claim, LocalNode node, Work<R, P> work) {
    this.claim = claim;
    this.node = node;
    this.work = work;
  }

  /** What the user should know of the state that was found. */
  final Optional<String> notice() {
    return node.notice();
  }

  final void onProgress(Consumer<P> listener) {
    var unused = work.progress().runForeach(listener::accept, node.system());
  }

  final void interrupt() {
    interrupted = true;
    work.interrupt().run();
  }

  /**
   * Waits for the end. State that nothing can go on from is deleted.
   *
   * @throws CompletionException around what went wrong
   * @throws TributaryException INTERNAL when the node does not come up, or the actor system has
   *     stopped, which it does by itself on fatal errors such as too little memory
   */
  final R await() {
    node.awaitUp();
    CompletableFuture<R> result = work.result().toCompletableFuture();
    try {
      CompletableFuture.anyOf(result, stopping()).join();
    } catch (CompletionException e) {
      requireThatItWasAskedFor(e);
      if (!work.resumable().getAsBoolean()) {
        claim.discard();
      }
      throw e;
    }
    if (!result.isDone()) {
      throw stopped();
    }
    R done = result.join();
    try {
      claim.discard();
    } catch (TributaryException e) {
      // What was published is verified: that its state stays behind does not undo it.
      leftover = e.failure().oneLine();
    }
    return done;
  }

  /** What the user should know of the state that stays behind, after all went well. */
  final Optional<String> leftover() {
    return Optional.ofNullable(leftover);
  }

  /**
   * Completes as soon as the actor system begins to stop: without memory it may never come to the
   * end.
   */
  private CompletableFuture<Done> stopping() {
    CompletableFuture<Done> stopping = new CompletableFuture<>();
    CoordinatedShutdown.get(node.system())
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "tributary-notice",
            () -> {
              stopping.complete(Done.done());
              return CompletableFuture.completedFuture(Done.done());
            });
    return stopping;
  }

  final ActorSystem<Void> system() {
    return node.system();
  }

  /** What is under way in a stopping actor system ends as if it had been interrupted. */
  private void requireThatItWasAskedFor(CompletionException thrown) {
    boolean asInterrupted =
        thrown.getCause() instanceof TributaryException failure
            && failure.kind() == FailureKind.INTERRUPTED;
    if (asInterrupted && !interrupted) {
      throw stopped();
    }
  }

  private TributaryException stopped() {
    return new Failure(
            FailureKind.INTERNAL,
            "go on with",
            work.what(),
            "a fatal error has stopped the actor system, most often too little memory",
            "run the same command again, with fewer lanes; -v shows the error")
        .asException();
  }

  /** Does not wait for the node to stop: what it still does holds nothing to lose. */
  @Override
  public void close() {
    var unused = node.stop();
    claim.close();
  }
}
