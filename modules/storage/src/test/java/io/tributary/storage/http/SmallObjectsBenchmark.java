package io.tributary.storage.http;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Behaviors;
import io.tributary.core.locator.Locator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.core.path.KeyPath;
import io.tributary.storage.ObjectReader;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.Sources;
import io.tributary.storage.file.LocalTree;
import io.tributary.storage.tree.FileTree;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * From the wire to files: reads objects named 0 to COUNT - 1 below a URL that ends in a slash, into
 * a directory, round after round. Arguments: URL DIRECTORY COUNT REQUESTS ROUNDS.
 */
public final class SmallObjectsBenchmark {
  private static final int BUFFER_BYTES = 64 << 10;

  private final ObjectReader reader;
  private final FileTree tree;
  private final String url;
  private final String suffix = LocalTree.newSuffix();
  private final AtomicInteger next = new AtomicInteger();

  private SmallObjectsBenchmark(ObjectReader reader, FileTree tree, String url) {
    this.reader = reader;
    this.tree = tree;
    this.url = url;
  }

  private void round(int count, int requests, Executor waiting) {
    long start = System.nanoTime();
    next.set(0);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      all.add(CompletableFuture.runAsync(() -> work(count), waiting));
    }
    all.forEach(CompletableFuture::join);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%d objects, %d requests: %.3f s%n", count, requests, seconds);
  }

  private void work(int count) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
      fetch(ParsedLocator.parse(url + i).locator(), Integer.toString(i), buffer);
    }
  }

  private void fetch(Locator object, String key, ByteBuffer buffer) {
    ObjectReader.Opened opened = reader.openHere(object);
    try (var body = opened.body();
        FileTree.GrowingFile file = tree.create(KeyPath.of(key), suffix)) {
      while (body.read(buffer.clear()) >= 0) {
        file.append(buffer.flip());
      }
      file.publish(Instant.EPOCH, false);
    }
  }

  public static void main(String[] arguments) {
    String url = arguments[0];
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "benchmark");
    ObjectReader reader =
        Sources.reader(
            ParsedLocator.parse(url).locator(),
            SourceOptions.defaults(),
            SourceSecrets.none(),
            system);
    Executor waiting =
        system
            .dispatchers()
            .lookup(DispatcherSelector.fromConfig("tributary.connection-dispatcher"));
    for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
      Path directory = Path.of(arguments[1]).resolve("round" + i);
      new SmallObjectsBenchmark(reader, LocalTree.of(directory), url)
          .round(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), waiting);
    }
    system.terminate();
  }
}
