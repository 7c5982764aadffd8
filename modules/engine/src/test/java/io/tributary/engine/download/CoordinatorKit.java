package io.tributary.engine.download;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.NodeFixture;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.journal.SqliteJournal;
import io.tributary.engine.node.LocalNode;
import io.tributary.engine.source.SourceReference;
import io.tributary.storage.SourceOptions;
import io.tributary.testkit.ObjectServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Coordinators that a test speaks to itself, with real lanes and a journal in memory that can be
 * made to fail. One thread works on files, so that a test can hold all work on files up.
 */
final class CoordinatorKit implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Config ONE_FILE_THREAD =
      ConfigFactory.parseString(
          "tributary.file-dispatcher.thread-pool-executor.fixed-pool-size = 1");

  final ObjectServer server = ObjectServer.start();
  final Path directory;
  final ActorTestKit actors;
  final PersistenceTestKit journal;
  private int spawned;

  CoordinatorKit() throws IOException, InterruptedException {
    directory = Files.createTempDirectory("tributary-test").toRealPath();
    Path unused = Files.createTempDirectory("tributary-state").resolve("journal.db");
    Config node = LocalNode.config(SqliteJournal.open(unused), ConfigFactory.load());
    actors =
        ActorTestKit.create(
            "coordinators",
            ONE_FILE_THREAD
                .withFallback(PersistenceTestKitPlugin.config())
                .withFallback(PersistenceTestKitSnapshotPlugin.config())
                .withFallback(node));
    journal = PersistenceTestKit.create(actors.system());
    NodeFixture.join(actors.system());
    Tributary.get(actors.system());
  }

  /** The parts of one conversation with the coordinator of one destination. */
  final class Talk {
    final TestProbe<DownloadUpdate> watcher = actors.createTestProbe();
    final TestProbe<ClusterSharding.ShardCommand> shard = actors.createTestProbe();
    final Path destination;
    final String id;
    ActorRef<DownloadCoordinator.Command> coordinator;

    private Talk(String name) {
      destination = directory.resolve(name);
      id = DownloadId.of("", destination.toString());
      spawn();
    }

    /** As sharding does when the entity is asked for, the first time or again. */
    void spawn() {
      coordinator =
          actors.spawn(
              DownloadCoordinator.create(
                  new EntityContext<>(DownloadCoordinator.TYPE, id, shard.ref())),
              "coordinator-" + ++spawned);
    }

    String persistenceId() {
      return "Download|" + id;
    }

    DownloadSpec spec(String path, DownloadOptions options) {
      ParsedLocator source = ParsedLocator.parse(server.url(path));
      return new DownloadSpec(
          new SourceReference(
              source.locator().display(),
              source.locator().objectKey(),
              SourceOptions.defaults(),
              UUID.randomUUID().toString()),
          destination.toString(),
          options);
    }

    void start(String path) {
      start(path, DownloadOptions.defaults());
    }

    void start(String path, DownloadOptions options) {
      coordinator.tell(new DownloadCoordinator.Start(spec(path, options), watcher.ref()));
    }

    /** The next word to the watcher that is not about progress. */
    <T extends DownloadUpdate> T hears(Class<T> type) {
      return hears(type, System.nanoTime() + 2 * PATIENCE.toNanos());
    }

    /** By that time: progress comes for as long as a coordinator works. */
    <T extends DownloadUpdate> T hears(Class<T> type, long endNanos) {
      DownloadUpdate update = hears(endNanos);
      while (update instanceof DownloadUpdate.Progressed) {
        update = hears(endNanos);
      }
      if (!type.isInstance(update)) {
        throw new AssertionError(
            "not a " + type.getSimpleName() + ": " + update + " after " + events());
      }
      return type.cast(update);
    }

    private DownloadUpdate hears(long endNanos) {
      DownloadUpdate update = watcher.receiveMessage(PATIENCE);
      if (System.nanoTime() - endNanos > 0) {
        throw new AssertionError("the last of many: " + update + " after " + events());
      }
      return update;
    }

    List<DownloadEvent> events() {
      return journal.persistedInStorage(persistenceId()).stream()
          .map(DownloadEvent.class::cast)
          .toList();
    }

    List<String> eventNames() {
      return events().stream().map(event -> event.getClass().getSimpleName()).distinct().toList();
    }

    <T extends DownloadEvent> T awaitEvent(Class<T> type) {
      return watcher.awaitAssert(PATIENCE, () -> event(type));
    }

    <T extends DownloadEvent> T event(Class<T> type) {
      return events().stream()
          .filter(type::isInstance)
          .map(type::cast)
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + type.getSimpleName()));
    }
  }

  Talk talk(String name) {
    return new Talk(name);
  }

  /** Names in the destination directory, sorted. */
  List<String> left() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void deleteAll() throws IOException {
    for (String name : left()) {
      Files.delete(directory.resolve(name));
    }
  }

  @Override
  public void close() throws IOException {
    actors.shutdownTestKit();
    server.close();
    deleteAll();
    Files.delete(directory);
  }
}
