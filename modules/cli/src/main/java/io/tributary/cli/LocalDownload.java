package io.tributary.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
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

/** A download on a node of its own, with its state in a directory of this machine. */
final class LocalDownload extends LocalRun<DownloadResult, DownloadProgress> {
  /** What the buffers of all lanes may take: a quarter of what the launcher allows. */
  private static final long MOST_BUFFERED_BYTES = 64L << 20;

  private static final long LARGEST_BUFFER_BYTES = 1L << 20;
  private static final long LEAST_BUFFER_BYTES = 16L << 10;
  private static final String BUFFER = "tributary.node.lane-buffer";

  private LocalDownload(StateClaim claim, LocalNode node, Download download) {
    super(
        claim,
        node,
        new Work<>(
            "the download",
            download.result(),
            download.progress(),
            download::interrupt,
            download::resumable));
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
}
