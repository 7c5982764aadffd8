package io.tributary.engine;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.api.Download;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadRequest;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.api.Tributary;
import io.tributary.engine.node.LocalNode;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.testkit.ObjectServer;
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
  private static final long PATIENCE_SECONDS = 60;
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

  public LocalNode node() {
    return node;
  }

  /** Stops the node, as a crash would as far as the journal is concerned, and starts another. */
  public void restart() {
    node.close();
    node = LocalNode.start(database);
  }

  public Path file(String name) {
    return directory.resolve(name);
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

  /** How a download that must not succeed ends. */
  public static Failure failureOf(Download download) throws Exception {
    try {
      throw new AssertionError("it succeeded: " + await(download));
    } catch (ExecutionException e) {
      return ((TributaryException) e.getCause()).failure();
    }
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
