package io.tributary.benchmarks.limits;

import io.tributary.engine.Download;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadRequest;
import io.tributary.engine.node.LocalNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** How fast a resume reads back what is on disk before it goes on. */
final class CheckSpeed {
  /** Little is left to fetch then. */
  private static final double INTERRUPTED_AT = 0.9;

  private final LocalNode node;
  private final DownloadRequest request;

  private CheckSpeed(LocalNode node, DownloadRequest request) {
    this.node = node;
    this.request = request;
  }

  /**
   * @param directory where the file goes
   * @param cached whether the file may be in the page cache
   * @return bytes per second, from the request to the first range that is fetched
   */
  static double of(String url, Path database, Path directory, long sizeBytes, boolean cached)
      throws IOException, InterruptedException {
    DownloadOptions options =
        DownloadOptions.builder().lanes(8).durability(DownloadOptions.Durability.FLUSH).build();
    DownloadRequest request =
        DownloadRequest.of(url, directory.resolve("checked")).withOptions(options);
    try (LocalNode node = LocalNode.start(database)) {
      CheckSpeed speed = new CheckSpeed(node, request);
      speed.interruptAt((long) (sizeBytes * INTERRUPTED_AT));
      if (!cached) {
        dropFromCache(directory);
      }
      return speed.resume();
    }
  }

  private void interruptAt(long bytes) throws InterruptedException {
    Download download = Tributary.get(node.system()).start(request);
    download
        .progress()
        .takeWhile(progress -> progress.bytesDone() < bytes)
        .run(node.system())
        .toCompletableFuture()
        .join();
    download.interrupt();
    try {
      download.result().toCompletableFuture().get();
      throw new IllegalStateException("it had ended already");
    } catch (ExecutionException interrupted) {
      // As it should be.
      return;
    }
  }

  private double resume() {
    long beganNanos = System.nanoTime();
    Download download = Tributary.get(node.system()).start(request);
    DownloadProgress first =
        download
            .progress()
            .filter(progress -> progress.phase().compareTo(DownloadProgress.Phase.CHECKING) > 0)
            .runWith(akka.stream.javadsl.Sink.head(), node.system())
            .toCompletableFuture()
            .join();
    double seconds = (System.nanoTime() - beganNanos) / 1e9;
    download.result().toCompletableFuture().join();
    return first.bytesResumed() / seconds;
  }

  private static void dropFromCache(Path directory) throws IOException, InterruptedException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        List<String> command =
            List.of("dd", "of=" + file, "oflag=nocache", "conv=notrunc,fdatasync", "count=0");
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
      }
    }
  }
}
