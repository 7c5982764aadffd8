package io.tributary.engine.dataport;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import io.tributary.storage.TemporaryFile;
import io.tributary.storage.file.FileDestination;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Prints what one data port takes over loopback, senders and port in one process, into a file.
 * Arguments: a directory, the number of senders, the bytes of one round, rounds.
 */
public final class DataPortBenchmark {
  private static final String NAME = "name";
  private static final int PART_BYTES = 8 << 20;
  private static final int PIECE_BYTES = 1 << 20;
  private static final ClusterSecret SECRET = ClusterSecret.of("0123456789abcdef0123456789abcdef");

  private DataPortBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]).toRealPath();
    int senders = Integer.parseInt(arguments[1]);
    long bytes = Long.parseLong(arguments[2]);
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "port", ConfigFactory.load());
    FileDestination destination = FileDestination.of(directory.resolve("object"));
    String name = destination.newTemporaryName();
    try (TemporaryFile file = destination.create(name, bytes)) {
      OpenParts parts = new OpenParts();
      parts.open(NAME, new OpenPart(file, 1, 0, written -> {}, () -> {}));
      DataPortAddress address =
          DataPort.open(system, "127.0.0.1", 0, parts, SECRET, Optional.empty())
              .toCompletableFuture()
              .join();
      for (int round = 0; round < Integer.parseInt(arguments[3]); round++) {
        long from = System.nanoTime();
        sendAll(address, senders, bytes / senders / PART_BYTES);
        double seconds = (System.nanoTime() - from) / 1e9;
        System.out.printf("%d senders: %.0f MB/s%n", senders, bytes / seconds / 1e6);
      }
    } finally {
      Files.deleteIfExists(destination.path().resolveSibling(name));
      system.terminate();
    }
  }

  private static void sendAll(DataPortAddress address, int senders, long partsEach) {
    List<CompletableFuture<Void>> all =
        IntStream.range(0, senders)
            .mapToObj(
                number ->
                    CompletableFuture.runAsync(
                        () -> send(address, number * partsEach, partsEach),
                        task -> new Thread(task).start()))
            .toList();
    all.forEach(CompletableFuture::join);
  }

  private static void send(DataPortAddress address, long firstPart, long count) {
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
    try (PartSender sender =
        new PartSender(new DataPortLink(address, SECRET, Optional.empty()), 1)) {
      for (long part = firstPart; part < firstPart + count; part++) {
        sender.begin(NAME, 1, part * PART_BYTES);
        for (int sent = 0; sent < PART_BYTES; sent += PIECE_BYTES) {
          sender.send(piece, () -> true);
        }
        sender.finish();
      }
    }
  }
}
