package io.tributary.engine;

import akka.stream.javadsl.Sink;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadRequest;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.node.LocalNode;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A node with its journal, an object server and an empty directory; real sockets, real files. */
public final class DownloadFixture implements AutoCloseable {
  public static final long PATIENCE_SECONDS = 180;
  private static final int CHUNK_BYTES = 1 << 20;

  public final ObjectServer server = ObjectServer.start();
  public final Path directory;
  private final Path database;
  private LocalNode node;

  public DownloadFixture() throws IOException {
    directory = Files.createTempDirectory("tributary-test").toRealPath();
    database = Files.createTempDirectory("tributary-state").resolve("journal.db");
    node = LocalNode.start(database);
  }

  /** The journal; SQLite keeps its {@code -wal} beside it. */
  public Path database() {
    return database;
  }

  public LocalNode node() {
    return node;
  }

  /** Stops the node in good order, and starts another on the same journal. */
  public void restart() {
    node.close();
    node = LocalNode.start(database);
  }

  public Path file(String name) {
    return directory.resolve(name);
  }

  /** Stops the node, lets {@code meanwhile} change what it left behind, and starts another. */
  public void restart(Meanwhile meanwhile) throws Exception {
    // To its very end: it must not write into what is changed now.
    node.stop().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    meanwhile.run();
    node = LocalNode.start(database);
  }

  /** What happens between two processes. */
  @FunctionalInterface
  public interface Meanwhile {
    void run() throws Exception;
  }

  public DownloadRequest request(String path, Path destination, DownloadOptions options) {
    ParsedLocator source = ParsedLocator.parse(server.url(path));
    return new DownloadRequest(
        source,
        destination,
        SourceOptions.defaults(),
        new SourceSecrets(source.url(), List.of(), ""),
        options);
  }

  public Download start(String path, Path destination, DownloadOptions options) {
    return Tributary.get(node.system()).start(request(path, destination, options));
  }

  public DownloadResult download(String path, Path destination, DownloadOptions options)
      throws Exception {
    return await(start(path, destination, options));
  }

  public static DownloadResult await(Download download) throws Exception {
    return download.result().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits until so many bytes have arrived, those of earlier runs included. */
  public void awaitArrived(Download download, long bytes) throws Exception {
    download
        .progress()
        .takeWhile(progress -> progress.bytesDone() < bytes)
        .runWith(Sink.ignore(), node.system())
        .toCompletableFuture()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits for a download to fail, and says why. */
  public static Failure failureOf(Download download) throws Exception {
    try {
      throw new AssertionError("it ended well: " + await(download));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TributaryException known) {
        return known.failure();
      }
      throw e;
    }
  }

  /** Body bytes that the server has sent of one object. */
  public long bytesSent(String path) {
    return server.requests(path).stream().mapToLong(RecordedRequest::bodyBytesSent).sum();
  }

  /** What there is of one destination: its file, and temporary ones. */
  public List<String> left(String name) throws IOException {
    return left().stream()
        .filter(found -> found.equals(name) || found.startsWith(name + "."))
        .toList();
  }

  /** The one temporary file of a destination. */
  public Path temporaryFile(String name) throws IOException {
    List<String> found = left(name).stream().filter(file -> file.endsWith(".tributary")).toList();
    if (found.size() != 1) {
      throw new AssertionError("not one temporary file: " + found);
    }
    return file(found.get(0));
  }

  /** Names in the destination directory, sorted. */
  public List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Compares every byte. */
  public static boolean holds(Path file, Content content) throws IOException {
    if (Files.size(file) != content.sizeBytes()) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      for (long offset = 0; offset < content.sizeBytes(); offset += CHUNK_BYTES) {
        int length = (int) Math.min(CHUNK_BYTES, content.sizeBytes() - offset);
        if (!Arrays.equals(in.readNBytes(length), content.slice(offset, length))) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    node.close();
    server.close();
    deleteTree(directory);
    deleteTree(database.getParent());
  }

  private static void deleteTree(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
