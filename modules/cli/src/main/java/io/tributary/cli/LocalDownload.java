package io.tributary.cli;

import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.api.Download;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadRequest;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.api.Tributary;
import io.tributary.engine.journal.SqliteJournal;
import io.tributary.engine.journal.StateClaim;
import io.tributary.engine.journal.StateDirectory;
import io.tributary.engine.node.LocalNode;
import io.tributary.storage.file.FileDestination;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** A download on a node of its own, with its state in a directory of this machine. */
final class LocalDownload implements AutoCloseable {
  private final StateClaim claim;
  private final LocalNode node;
  private final Download download;

  private LocalDownload(StateClaim claim, LocalNode node, Download download) {
    this.claim = claim;
    this.node = node;
    this.download = download;
  }

  /**
   * Starts a node and the download on it; blocks for about a second.
   *
   * @throws TributaryException DESTINATION_BUSY when another process has the destination,
   *     STATE_UNUSABLE, or what is wrong with the request
   */
  static LocalDownload start(DownloadRequest request, Path stateDirectory) {
    Path destination = FileDestination.of(request.destination()).path();
    StateClaim claim = StateDirectory.open(stateDirectory).claim(destination);
    try {
      SqliteJournal journal = claim.openJournal(request.source().locator().display());
      LocalNode node = LocalNode.start(journal, ConfigFactory.load());
      return new LocalDownload(claim, node, Tributary.get(node.system()).start(request));
    } catch (RuntimeException e) {
      claim.close();
      throw e;
    }
  }

  /** What the user should know of the state that was found. */
  Optional<String> notice() {
    return node.notice();
  }

  void onProgress(Consumer<DownloadProgress> listener) {
    var unused = download.progress().runForeach(listener::accept, node.system());
  }

  void interrupt() {
    download.interrupt();
  }

  /**
   * Waits for the end. State that nothing can go on from is deleted.
   *
   * @throws CompletionException around what went wrong
   */
  DownloadResult await() {
    try {
      DownloadResult result = download.result().toCompletableFuture().join();
      claim.discard();
      return result;
    } catch (CompletionException e) {
      if (!download.resumable()) {
        claim.discard();
      }
      throw e;
    }
  }

  /** Does not wait for the node to stop: what it still does holds nothing to lose. */
  @Override
  public void close() {
    var unused = node.stop();
    claim.close();
  }
}
