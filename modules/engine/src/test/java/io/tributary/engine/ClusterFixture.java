package io.tributary.engine;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.Cluster;
import akka.cluster.MemberStatus;
import akka.remote.RARP;
import akka.remote.testkit.Blackhole$;
import akka.remote.testkit.Direction;
import akka.remote.testkit.SetThrottle;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadRequest;
import io.tributary.engine.download.DownloadId;
import io.tributary.engine.download.DownloadStatus;
import io.tributary.engine.journal.SqliteJournal;
import io.tributary.engine.node.LocalNode;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.testkit.ObjectServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Several nodes in one JVM, over real sockets: one journal, one directory, an object server. Nobody
 * is downed unless a test says how soon.
 */
public final class ClusterFixture implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final long POLL_NANOS = 50_000_000;

  public final ObjectServer server = ObjectServer.start();
  public final Path directory;
  private final Path state;
  private final Config journal;
  private final List<ActorSystem<Void>> nodes = new ArrayList<>();
  private final Duration stableAfter;

  public ClusterFixture(Duration stableAfter) throws IOException {
    this(stableAfter, ConfigFactory.empty());
  }

  /**
   * @param journal settings of a journal in PostgreSQL; empty for one in SQLite
   */
  public ClusterFixture(Duration stableAfter, Config journal) throws IOException {
    this.stableAfter = stableAfter;
    directory = Files.createTempDirectory("tributary-test").toRealPath();
    state = Files.createTempDirectory("tributary-state");
    this.journal =
        journal.isEmpty()
            ? LocalNode.config(
                SqliteJournal.open(state.resolve("journal.db")), ConfigFactory.load())
            : journal;
  }

  private Config config(String name) {
    return ConfigFactory.parseString(
            """
            akka.remote.artery.untrusted-mode = off
            akka.remote.artery.advanced.test-mode = on
            akka.coordinated-shutdown.run-by-actor-system-terminate = off
            akka.cluster {
              roles = ["coordinator", "fetcher", "name:%s"]
              failure-detector.heartbeat-interval = 500ms
              failure-detector.acceptable-heartbeat-pause = 2s
              split-brain-resolver.stable-after = %d ms
              down-removal-margin = %d ms
            }
            tributary.node.shares-journal = on
            """
                .formatted(name, stableAfter.toMillis(), stableAfter.toMillis()))
        .withFallback(journal);
  }

  /** Starts a node; returns when it is up. */
  public ActorSystem<Void> join(String name) throws InterruptedException {
    ActorSystem<Void> node = ActorSystem.create(Behaviors.empty(), "cluster", config(name));
    Cluster cluster = Cluster.get(Adapter.toClassic(node));
    CountDownLatch up = new CountDownLatch(1);
    cluster.registerOnMemberUp(up::countDown);
    cluster.join(nodes.isEmpty() ? cluster.selfAddress() : address(nodes.get(0)));
    if (!up.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(name + " did not come up");
    }
    nodes.add(node);
    return node;
  }

  private static Address address(ActorSystem<?> node) {
    return Cluster.get(Adapter.toClassic(node)).selfAddress();
  }

  /** It stops at once, and tells nobody. */
  public void kill(ActorSystem<Void> node) {
    nodes.remove(node);
    node.terminate();
  }

  /** It leaves in good order; returns when it is no member any more, as the others see it. */
  public void leave(ActorSystem<Void> node) throws InterruptedException {
    nodes.remove(node);
    Cluster.get(Adapter.toClassic(node)).leave(address(node));
    long from = System.nanoTime();
    while (isMember(node)) {
      if (System.nanoTime() - from > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        throw new AssertionError("it does not leave");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    node.terminate();
  }

  private boolean isMember(ActorSystem<Void> node) {
    Cluster seen = Cluster.get(Adapter.toClassic(nodes.get(0)));
    return StreamSupport.stream(seen.state().getMembers().spliterator(), false)
        .anyMatch(
            member ->
                member.address().equals(address(node))
                    && !member.status().equals(MemberStatus.removed()));
  }

  /** Nothing gets from this node to others or back any more; both sides run on. */
  public void cutOff(ActorSystem<Void> node) {
    for (ActorSystem<Void> other : nodes) {
      if (other != node) {
        cut(node, address(other));
        cut(other, address(node));
      }
    }
  }

  private static void cut(ActorSystem<?> node, Address from) {
    ((RARP) RARP.get(Adapter.toClassic(node)))
        .provider()
        .transport()
        .managementCommand(new SetThrottle(from, Direction.bothDirection(), Blackhole$.MODULE$));
  }

  public Download start(ActorSystem<Void> node, String path, int lanes) {
    ParsedLocator source = ParsedLocator.parse(server.url(path));
    DownloadOptions defaults = DownloadOptions.defaults();
    DownloadOptions options =
        new DownloadOptions(
            4 << 20,
            0,
            lanes,
            0,
            20,
            defaults.stallTimeout(),
            null,
            null,
            defaults.ifExists(),
            defaults.onChange(),
            defaults.durability(),
            defaults.verify(),
            false);
    return Tributary.get(node)
        .start(
            new DownloadRequest(
                source,
                file(path),
                SourceOptions.defaults(),
                new SourceSecrets(source.url(), List.of(), ""),
                options));
  }

  public Path file(String path) {
    return directory.resolve(path.substring(1));
  }

  /** Asks again and again until what it sees is as wanted; returns that. */
  public DownloadStatus await(
      ActorSystem<Void> node, String path, Duration patience, Predicate<DownloadStatus> wanted)
      throws Exception {
    long from = System.nanoTime();
    DownloadStatus status = status(node, path);
    while (!wanted.test(status)) {
      if (System.nanoTime() - from > patience.toNanos()) {
        throw new AssertionError("not within " + patience + ": " + status);
      }
      LockSupport.parkNanos(POLL_NANOS);
      status = status(node, path);
    }
    return status;
  }

  /** Asks again when an answer is lost or late: a coordinator that moves is not asked in vain. */
  public DownloadStatus status(ActorSystem<Void> node, String path) throws Exception {
    long from = System.nanoTime();
    while (true) {
      try {
        return Tributary.get(node)
            .status(DownloadId.of("", file(path).toString()))
            .toCompletableFuture()
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        boolean late = System.nanoTime() - from > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        if (late || !(e.getCause() instanceof TimeoutException)) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() throws Exception {
    for (ActorSystem<Void> node : nodes) {
      node.terminate();
    }
    for (ActorSystem<Void> node : nodes) {
      node.getWhenTerminated().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    server.close();
    delete(directory);
    delete(state);
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
