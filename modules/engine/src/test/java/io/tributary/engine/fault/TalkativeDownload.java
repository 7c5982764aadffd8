package io.tributary.engine.fault;

import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.Download;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadRequest;
import io.tributary.engine.node.LocalNode;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A program that downloads objects one after the other and prints all that a caller could. */
final class TalkativeDownload {
  /** Stops that one midway. */
  static final String INTERRUPTED = "interrupted";

  private TalkativeDownload() {}

  /**
   * @param args database, directory, then the URLs; the value of a secret header is in the
   *     environment
   */
  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    DownloadOptions options = Options.parts(100 << 10).lanes(2).retries(1).build();
    try (LocalNode node = LocalNode.start(Path.of(args[0]))) {
      for (int i = 2; i < args.length; i++) {
        Path destination = Path.of(args[1], "file-" + i);
        DownloadRequest request = request(args[i], destination, options);
        out.println(request);
        Download download = Tributary.get(node.system()).start(request);
        if (args[i].contains(INTERRUPTED)) {
          download
              .progress()
              .takeWhile(progress -> progress.bytesDone() == 0)
              .runForeach(out::println, node.system())
              .toCompletableFuture()
              .get(2, TimeUnit.MINUTES);
          download.interrupt();
        }
        try {
          out.println(download.result().toCompletableFuture().get(2, TimeUnit.MINUTES));
        } catch (ExecutionException failed) {
          failed.printStackTrace(out);
        }
      }
    }
  }

  private static DownloadRequest request(String url, Path destination, DownloadOptions options) {
    ParsedLocator source = ParsedLocator.parse(url);
    SourceSecrets secrets =
        new SourceSecrets(
            source.url(),
            List.of(new SourceSecrets.Header("X-Token", System.getenv("HEADER_SECRET"))),
            "");
    return new DownloadRequest(source, destination, SourceOptions.defaults(), secrets, options);
  }
}
