package io.tributary.cli;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.Download;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadRequest;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.journal.SqliteJournal;
import io.tributary.engine.journal.StateClaim;
import io.tributary.engine.journal.StateDirectory;
import io.tributary.engine.node.LocalNode;
import io.tributary.storage.file.FileDestination;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** A download on a node of its own, with its state in a directory of this machine. */
final class LocalDownload implements AutoCloseable {
  /** What the buffers of all lanes may take: a quarter of what the launcher allows. */
  private static final long MOST_BUFFERED_BYTES = 64L << 20;

  private static final long LARGEST_BUFFER_BYTES = 1L << 20;
  private static final long LEAST_BUFFER_BYTES = 16L << 10;
  private static final String BUFFER = "tributary.node.lane-buffer";

  private final StateClaim claim;
  private final LocalNode node;
  private final Download download;
  private String leftover;
  private volatile boolean interrupted;

  private LocalDownload(StateClaim claim, LocalNode node, Download download) {
    this.claim = claim;
    this.node = node;
    this.download = download;
  }

  /**
   * Begins to start a node, and the download on it, which may be interrupted from now on; blocks
   * for about a second.
   *
   * @throws TributaryException DESTINATION_BUSY when another process has the destination,
   *     STATE_UNUSABLE, or what is wrong with the request
   */
  static LocalDownload start(DownloadRequest request, Path stateDirectory) {
    Path destination = FileDestination.of(request.destination()).path();
    StateClaim claim = StateDirectory.open(stateDirectory).claim(destination);
    try {
      SqliteJournal journal = claim.openJournal(request.source().locator().display());
      LocalNode node = LocalNode.begin(journal, config(request.options().lanes()));
      return new LocalDownload(claim, node, Tributary.get(node.system()).start(request));
    } catch (RuntimeException e) {
      claim.close();
      throw e;
    }
  }

  /** Hundreds of lanes that wait for the disk, or for a rate limit, must fit the memory. */
  static Config config(int lanes) {
    long share = MOST_BUFFERED_BYTES / Math.max(1, lanes);
    long bytes = Math.max(LEAST_BUFFER_BYTES, Math.min(LARGEST_BUFFER_BYTES, share));
    return ConfigFactory.load().withValue(BUFFER, ConfigValueFactory.fromAnyRef(bytes));
  }

  /** What the user should know of the state that was found. */
  Optional<String> notice() {
    return node.notice();
  }

  void onProgress(Consumer<DownloadProgress> listener) {
    var unused = download.progress().runForeach(listener::accept, node.system());
  }

  void interrupt() {
    interrupted = true;
    download.interrupt();
  }

  /**
   * Waits for the end. State that nothing can go on from is deleted.
   *
   * @throws CompletionException around what went wrong
   * @throws TributaryException INTERNAL when the node does not come up, or the actor system has
   *     stopped, which it does by itself on fatal errors such as too little memory
   */
  DownloadResult await() {
    node.awaitUp();
    CompletableFuture<DownloadResult> result = download.result().toCompletableFuture();
    try {
      CompletableFuture.anyOf(result, stopping()).join();
    } catch (CompletionException e) {
      requireThatItWasAskedFor(e);
      if (!download.resumable()) {
        claim.discard();
      }
      throw e;
    }
    if (!result.isDone()) {
      throw stopped();
    }
    DownloadResult done = result.join();
    try {
      claim.discard();
    } catch (TributaryException e) {
      // The file is published and verified: that its state stays behind does not undo it.
      leftover = e.failure().oneLine();
    }
    return done;
  }

  /** What the user should know of the state that stays behind, after all went well. */
  Optional<String> leftover() {
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

  ActorSystem<Void> system() {
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

  private static TributaryException stopped() {
    return new Failure(
            FailureKind.INTERNAL,
            "go on with",
            "the download",
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
